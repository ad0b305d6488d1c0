"""Every form in GOV.UK markup: one renderer, our fields and widgets."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders every form of the site, allauth's too, through the templates of `look`."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"
