"""From the municipality's templates to finished texts, per class, channel, language and mode."""

from dispatcher.rendering.digests import is_of, short
from dispatcher.rendering.forms import Text
from dispatcher.rendering.moments import Moment, parse_moment
from dispatcher.rendering.rehearsal import Part, Rehearsed, rehearse
from dispatcher.rendering.renderer import Rendering
from dispatcher.rendering.service import SERVICE_VALUES
from dispatcher.rendering.template_file import TemplateFaults
from dispatcher.rendering.values import Values, promise_of

__all__ = [
    "SERVICE_VALUES",
    "Moment",
    "Part",
    "Rehearsed",
    "Rendering",
    "TemplateFaults",
    "Text",
    "Values",
    "is_of",
    "parse_moment",
    "promise_of",
    "rehearse",
    "short",
]
