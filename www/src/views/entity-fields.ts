import { html, type TemplateResult } from 'lit';
import type { Owner, PartyRequirement } from '../api.ts';
import { checkbox, date, field, owner, select, textarea } from '../forms.ts';
import type texts from '../i18n/en/entities.ts';
import type risks from '../i18n/en/risks.ts';
import type { App } from '../store.ts';
import { controlPicker } from './control-picker.ts';
import type { Shape } from './entity-forms.ts';

type Texts = typeof texts;

/** The words of one list. */
export interface Words {
  title: string;
  lead: string;
  add: string;
  one: string;
  fields: Record<string, readonly string[]>;
  options?: Record<string, Record<string, string>>;
}

export interface EntityField {
  path: string;
  name: string;
  shape: Shape;
  value: unknown;
  error?: string;
  optional: boolean;
  set(value: unknown): void;
}

/** The control for one field of an entity. */
export function control(app: App, t: Texts, words: Words, it: EntityField): TemplateResult {
  const [label = it.name, hint] = words.fields[it.name] ?? [];
  const common = { name: it.path, label, hint, error: it.error, optional: it.optional };
  const text = { ...common, value: String(it.value ?? ''), set: it.set };
  switch (it.shape) {
    case 'line':
      return field(app, text);
    case 'email':
      return field(app, { ...text, type: 'email' });
    case 'text':
      return textarea(app, text);
    case 'date':
      return date(app, { ...text, set: (day) => it.set(day || undefined) });
    case 'flag':
      return checkbox(app, { ...common, value: it.value === true, set: it.set });
    case 'owner':
      return owner(app, { ...common, value: it.value as Owner | undefined, set: it.set });
    case 'choice':
      return select(app, { ...text, required: true, options: options(words.options?.[it.name] ?? {}) });
    case 'level':
      return select(app, {
        ...text,
        options: options(t.levels),
        set: (level) => it.set(level ? Number(level) : undefined),
      });
    case 'controls':
      return controls(app, label, it);
    case 'requirements':
      return requirements(app, t, label, (it.value ?? []) as PartyRequirement[], it);
  }
}

const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

function controls(app: App, label: string, it: EntityField): TemplateResult {
  const words = app.texts.area<typeof risks>('risks');
  return html`<fieldset><legend>${label}</legend>
    ${controlPicker(app, words, (it.value ?? []) as string[], [], it.set)}
  </fieldset>`;
}

function requirements(app: App, t: Texts, label: string, list: PartyRequirement[], it: EntityField): TemplateResult {
  const words = t.parties.requirement;
  const change = (at: number, change: Partial<PartyRequirement>) =>
    it.set(list.map((one, i) => (i === at ? { ...one, ...change } : one)));
  return html`<fieldset><legend>${label}</legend>
    ${list.map((one, at) => html`<fieldset class="card">
      <legend>${t.line(at + 1)}</legend>
      ${textarea(app, {
        name: `${it.path}.${at}.text`,
        label: words.text,
        value: one.text,
        set: (text) => change(at, { text }),
      })}
      ${checkbox(app, {
        name: `${it.path}.${at}.addressed`,
        label: words.addressed,
        value: one.addressed ?? false,
        set: (addressed) => change(at, { addressed }),
      })}
      ${textarea(app, {
        name: `${it.path}.${at}.how`,
        label: words.how,
        optional: true,
        value: one.how ?? '',
        set: (how) => change(at, { how }),
      })}
      <button type="button" ?disabled=${app.readonly}
        @click=${() => it.set(list.filter((_, i) => i !== at))}>${t.removeLine(at + 1)}</button>
    </fieldset>`)}
    <button type="button" ?disabled=${app.readonly}
      @click=${() => it.set([...list, { text: '' }])}>${t.addLine}</button>
  </fieldset>`;
}
