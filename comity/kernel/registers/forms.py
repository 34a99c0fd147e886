"""Forms made from a register: fields of the model, drop-downs cut to what the person may see."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..base.errors import Refused
from ..base.models import Tracked
from ..tongues.text import TranslatedField
from .lookup import LookupField
from .register import Register


def field_for(
    model: type[Tracked], name: str, person: Any, scope: Any, required: bool | None = None
) -> forms.Field:
    """Return the form field of a model field for this person."""
    field: Any = model._meta.get_field(name)
    must = not field.blank if required is None else required
    if field.is_relation:
        made: forms.Field = LookupField(
            field.related_model, person, scope, limit=field.get_limit_choices_to() or None, label=field.verbose_name,
            help_text=field.help_text, required=must and not isinstance(field, models.BooleanField),
        )  # fmt: skip
    elif isinstance(field, TranslatedField):
        made = field.formfield()
    else:
        made = field.formfield()
        if isinstance(field, models.DateTimeField):
            made.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        elif isinstance(field, models.DateField):
            made.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        elif isinstance(made.widget, forms.TextInput | forms.Textarea):
            made.widget.attrs.setdefault("dir", "auto")
        made.required = must and not isinstance(field, models.BooleanField)
    return made


def field_names(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


class RecordForm(forms.Form):
    """The base of every form of a register; `problems` shows a refusal beside its fields."""

    use_required_attribute = False

    def problems(self, refusal: Refused) -> None:
        """Show why the write path refused, at the fields it named."""
        shown = False
        for name, said in refusal.fields.items():
            for sentence in said:
                self.add_error(name if name in self.fields else None, str(sentence))
                shown = True
        if not shown:
            self.add_error(None, str(refusal.sentence))


def record_form(
    register: type[Register], person: Any, scope: Any, names: list[str] | None = None
) -> type[RecordForm]:
    """Return the form class of a register for a person."""
    if register.form is not None and names is None:
        chosen: type[RecordForm] = register.form
        return chosen
    made: dict[str, Any] = {
        name: field_for(register.model, name, person, scope)
        for name in field_names(names or register.form_fields())
    }
    return type(f"{register.__name__}Form", (RecordForm,), made)


def step_form(
    register: type[Register], step: Any, person: Any, scope: Any, advice: list[Any]
) -> type[RecordForm]:
    """Return the form of a step: its fields, the fate of each advice, the reason."""
    made: dict[str, Any] = {
        name: field_for(register.model, name, person, scope, required=name in step.fields)
        for name in (*step.fields, *step.optional)
    }
    if step.disposes:
        from ..flow.models import Disposition

        for one in advice:
            made[f"advice-{one.pk}"] = forms.ChoiceField(
                label=_("Advice of %(adviser)s: %(stance)s")
                % {"adviser": one.adviser, "stance": one.get_stance_display()},
                help_text=one.text,
                choices=[("", "—"), *Disposition.choices],
            )
            made[f"why-{one.pk}"] = forms.CharField(label=_("Why, if it is not followed"), required=False)
    made["reason"] = forms.CharField(
        label=_("Reason"), required=step.asks_reason, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    return type("StepForm", (RecordForm,), made)


def initial_of(record: Tracked, names: list[str]) -> dict[str, Any]:
    """Return the present values of a record for its form."""
    return {name: getattr(record, name) for name in names}
