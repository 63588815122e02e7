"""What a person reads who typed it wrong: exit 2, one sentence, and where the help is."""

import pytest

from dispatcher.cli.main import run
from dispatcher.cli.running import SCALES
from dispatcher.demo.run import SCALES as KNOWN

ONE_MODE = "Velg én av --real (skarpt), --exercise (øvelse) og --test (varslingsprøve)."
WRONG = {
    "trigger": "SCENARIO mangler.",
    "trigger kokevarsel": ONE_MODE,
    "trigger kokevarsel --real --exercise": ONE_MODE,
    "trigger kokevarsel --exercise --set sted": "--set: «sted» må skrives som FELT=VERDI.",
    "trigger kokevarsel --exercise --set =verdi": "--set: «=verdi» må skrives som FELT=VERDI.",
    "trigger kokevarsel --exercise --set": "--set mangler en verdi.",
    "trigger kokevarsel --exercise --people 12": "--people hører sammen med --submit.",
    "trigger koke varsel --exercise": "«varsel» er for mye. Sett tekst med mellomrom i anførselstegn.",
    "submit 1001-1 --people mange": "--people: «mange» er ikke et helt tall fra 0 til 10000000.",
    "submit 1001-1 --people -3": "--people: «-3» er ikke et helt tall fra 0 til 10000000.",
    "submit 1001-1 --people ٣": "--people: «٣» er ikke et helt tall fra 0 til 10000000.",
    "edit 1001-1": "Ingenting å endre. Bruk --set FELT=VERDI, --text TEKST=FIL eller --hold-until TID.",
    "edit 1001-1 --text citizen.sms.nb": "--text: «citizen.sms.nb» må skrives som TEKST=FIL.",
    "edit 1001-1 --text citizen.sms.nb=borte.txt": "--text: Finner ikke filen borte.txt.",
    "edit 1001-1 --text citizen.sms.nb=/": "--text: / er en mappe, ikke en fil.",
    "approve 1001-1": "--fingerprint mangler.",
    "approve": "VARSEL mangler.",
    "pause 1001-1": "--why mangler.",
    "stop 1001-1 --why": "--why mangler en verdi.",
    "unsure 1001-1": "Velg én av --resend (send på nytt) og --leave (la stå).",
    "unsure 1001-1 --resend --leave": "Velg én av --resend (send på nytt) og --leave (la stå).",
    "unsure 1001-1 --leave --channel fax": "--channel: «fax» er ikke en av sms, email, push, app, banner.",
    "report 1001": "--out mangler.",
    "log": "HENDELSE mangler.",
    "user add Kari": "--role mangler.",
    "user add Kari --role sjef": (
        "--role: «sjef» er ikke en av contributor, editor, crisis-team, approver, evaluator, admin."
    ),
    "measure add --kind ros --what x --why x --owner x --due 2027-01-01": (
        "--kind: «ros» er ikke en av risk-analysis, plan, training, technical, contract."
    ),
    "evaluate 1001 vurder": "[DEL]: «vurder» er ikke en av impression, assess, outside, goal, comment.",
    "answer 1001 ja": "kommer|senere|kan-ikke: «ja» er ikke en av kommer, senere, kan-ikke.",
    "report 1001 --out ut --copy alt": "--copy: Må være en av: saksframlegg, offentlig.",
    "year i-fjor --out ut": "ÅR: Må være et helt tall.",
    "user ad": "Det finnes ingen kommando «ad». Mente du «add»?",
    "list --json=ja": "--json tar ingen verdi.",
    "watch --jsn 1001-1": "Det finnes ikke noe valg «--jsn». Mente du «--json»?",
    "capture --port-base 99999": "--port-base: «99999» er ikke et helt tall fra 0 til 65534.",
    "demo --scale oslo": "--scale: «oslo» er ikke en av loten, kristiansand.",
}


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_typed_wrong_is_told_in_a_sentence(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is opened, nothing is printed on standard output, and the sentence says what to type."""
    code = run(typed.split())
    said = capsys.readouterr()

    assert code == 2
    assert said.out == ""
    assert said.err.splitlines()[0] == WRONG[typed]
    assert said.err.splitlines()[1].startswith("Se «dispatcher ")


def test_nothing_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """A bare `dispatcher` shows what there is."""
    code = run([])

    assert code == 2
    assert "Utløs et scenario" in capsys.readouterr().err


def test_the_scales_of_the_demo_are_those_the_demo_knows() -> None:
    """The help names them without loading the demo; they must not drift apart."""
    assert set(SCALES) == set(KNOWN)
