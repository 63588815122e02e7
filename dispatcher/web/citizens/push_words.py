"""The words of the sign-up for push in a browser."""

from __future__ import annotations

from typing import Final

PUSH_WORDS: Final[dict[str, dict[str, str]]] = {
    "nb": {
        "push": "Få varsler i nettleseren",
        "push_lead": "Slå på varsler, så får du krisevarsler fra kommunen på denne enheten, også når nettleseren er"
        " lukket på de fleste telefoner.",
        "push_where": "Hvor gjelder det?",
        "push_all": "Velger du ingen, får du varsler for hele kommunen. Velger du noen, får du bare varsler som nevner"
        " dem.",
        "push_language": "Språk",
        "push_on_button": "Slå på varsler",
        "push_change_button": "Lagre valgene",
        "push_off_button": "Slå av varsler",
        "push_privacy": "Vi lagrer nettleserens adresse for varsler, områdene og språket. Ikke navn, ikke nummer."
        " Slår du av, slettes adressen med en gang. Fjerner du tillatelsen i nettleseren, slettes den neste gang vi"
        " sender. Kommunen kan ikke slette den for deg: vi vet ikke hvilken som er din.",
        "push_beside": "Varsler i nettleseren kommer i tillegg til SMS. De erstatter ikke Nødvarsel fra politiet.",
        "push_script": "For å slå på varsler må nettleseren tillate JavaScript.",
        "push_off": "Varsler er ikke slått på i denne nettleseren.",
        "push_on": "Varsler er slått på i denne nettleseren.",
        "push_saved": "Valgene er lagret.",
        "push_gone": "Varsler er slått av, og adressen er slettet.",
        "push_denied": "Nettleseren har sagt nei til varsler fra denne siden. Tillat varsler i nettleserens"
        " innstillinger, og prøv igjen.",
        "push_unable": "Denne nettleseren kan ikke ta imot varsler herfra. Prøv en annen nettleser, eller følg med på"
        " krisesiden.",
        "push_failed": "Det gikk ikke. Prøv igjen om litt.",
        "push_none": "Kommunen sender ikke varsler til nettlesere herfra. Følg med på krisesiden.",
    },
    "nn": {
        "push": "Få varsel i nettlesaren",
        "push_lead": "Slå på varsel, så får du krisevarsel frå kommunen på denne eininga, òg når nettlesaren er"
        " lukka på dei fleste telefonar.",
        "push_where": "Kvar gjeld det?",
        "push_all": "Vel du ingen, får du varsel for heile kommunen. Vel du nokre, får du berre varsel som nemner dei.",
        "push_language": "Språk",
        "push_on_button": "Slå på varsel",
        "push_change_button": "Lagre vala",
        "push_off_button": "Slå av varsel",
        "push_privacy": "Vi lagrar adressa nettlesaren har for varsel, områda og språket. Ikkje namn, ikkje nummer."
        " Slår du av, blir adressa sletta med ein gong. Fjernar du løyvet i nettlesaren, blir ho sletta neste gong vi"
        " sender. Kommunen kan ikkje slette ho for deg: vi veit ikkje kva for ei som er di.",
        "push_beside": "Varsel i nettlesaren kjem i tillegg til SMS. Dei erstattar ikkje Nødvarsel frå politiet.",
        "push_script": "For å slå på varsel må nettlesaren tillate JavaScript.",
        "push_off": "Varsel er ikkje slått på i denne nettlesaren.",
        "push_on": "Varsel er slått på i denne nettlesaren.",
        "push_saved": "Vala er lagra.",
        "push_gone": "Varsel er slått av, og adressa er sletta.",
        "push_denied": "Nettlesaren har sagt nei til varsel frå denne sida. Tillat varsel i innstillingane til"
        " nettlesaren, og prøv igjen.",
        "push_unable": "Denne nettlesaren kan ikkje ta imot varsel herfrå. Prøv ein annan nettlesar, eller følg med på"
        " krisesida.",
        "push_failed": "Det gjekk ikkje. Prøv igjen om litt.",
        "push_none": "Kommunen sender ikkje varsel til nettlesarar herfrå. Følg med på krisesida.",
    },
    "en": {
        "push": "Get alerts in the browser",
        "push_lead": "Turn on alerts to get emergency alerts from the municipality on this device, on most phones also"
        " when the browser is closed.",
        "push_where": "Which places?",
        "push_all": "Choose none to get alerts for the whole municipality. If you choose some, you only get alerts that"
        " name them.",
        "push_language": "Language",
        "push_on_button": "Turn on alerts",
        "push_change_button": "Save the choices",
        "push_off_button": "Turn off alerts",
        "push_privacy": "We keep the browser's address for alerts, the places and the language. No name, no number."
        " When you turn it off, the address is deleted at once. If you take back the browser's permission, it is"
        " deleted the next time we send. The municipality cannot delete it for you: we do not know which one is yours.",
        "push_beside": "Alerts in the browser come in addition to SMS. They do not replace Nødvarsel from the police.",
        "push_script": "To turn on alerts, the browser must allow JavaScript.",
        "push_off": "Alerts are not turned on in this browser.",
        "push_on": "Alerts are turned on in this browser.",
        "push_saved": "The choices are saved.",
        "push_gone": "Alerts are turned off, and the address is deleted.",
        "push_denied": "The browser has said no to alerts from this page. Allow notifications in the browser's"
        " settings, and try again.",
        "push_unable": "This browser cannot receive alerts from here. Try another browser, or follow the emergency"
        " page.",
        "push_failed": "That did not work. Try again shortly.",
        "push_none": "The municipality does not send alerts to browsers from here. Follow the emergency page.",
    },
}
