import { html, nothing, type TemplateResult } from 'lit';
import type { ParameterLabel } from '../api.ts';
import { checkbox, field, number, select } from '../forms.ts';
import type texts from '../i18n/en/documents.ts';
import type { App } from '../store.ts';
import { answered, trouble } from './answers.ts';
import type { Form } from './document.ts';

type Texts = typeof texts;

/** The numbers and choices that the document prints. */
export function parameters({ app, t, id }: Form): TemplateResult {
  const list = answered(app, 'parameters', id);
  return html`<p>${t.document.parametersIntro}</p>
    ${list.error ? trouble(app, list) : nothing}
    ${list.value?.length === 0 ? html`<p>${t.document.noParameters}</p>` : nothing}
    ${list.value?.map((one) => parameter(app, t, one))}`;
}

/** One parameter: its value, why the default is what it is, and the way back to it. */
export function parameter(app: App, t: Texts, { id, set, reason, question }: ParameterLabel): TemplateResult {
  // The worker's list may be a step behind: values come from the page's own workspace.
  const now = app.workspace.parameters().find((one) => one.id === id);
  if (!now) return html``;
  const about = html`${now.set ? t.parameters.isSet : t.parameters.isDefault} ${reason}`;
  const reset = html`<button type="button" class="link" ?disabled=${app.readonly} @click=${() => app.remove('parameter', id)}
    aria-label=${t.parameters.resetOf(question)}>${t.parameters.reset}</button>`;
  return html`<div class="parameter">${input(app, t, now, about)}${now.set || set ? reset : nothing}</div>`;
}

function input(app: App, t: Texts, { id, kind, value, question, unit }: ParameterLabel, about: unknown): TemplateResult {
  const name = `parameter.${id}`;
  const put = (value: string | number | boolean) => void app.put({ parameter: { parameter: id, value } });
  const base = { name, label: question };
  if (kind === 'text') return field(app, { ...base, hint: about, value: String(value), set: put });
  if (kind === 'yesNo') return checkbox(app, { ...base, hint: about, value: value === true, set: put });
  if ('choice' in kind) {
    const options = kind.choice.options.map((value) => ({ value, label: value }));
    return select(app, { ...base, hint: about, required: true, value: String(value), set: put, options });
  }
  const { min, max } = kind.number;
  const hint = html`${t.parameters.range(min, max, unit ?? '')}. ${about}`;
  return number(app, {
    ...base,
    hint,
    min,
    max,
    value: Number(value),
    set: (value) => {
      if (value !== undefined) put(value);
    },
  });
}
