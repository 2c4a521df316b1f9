import { html, nothing, type TemplateResult } from 'lit';
import type { SectionAddition, SectionEdit } from '../api.ts';
import { field, select, textarea } from '../forms.ts';
import { newId, today } from '../format.ts';
import type { Answer } from '../protocol.ts';
import { answered, trouble } from './answers.ts';
import type { Form } from './document.ts';

type SectionInfo = Answer<'sections'>[number];
type Mode = 'keep' | 'replace' | 'extend' | 'drop';
const modes: readonly Mode[] = ['keep', 'replace', 'extend', 'drop'];

/** The sections: as written, replaced, extended, left out; and the organisation's own. */
export function sections(form: Form): TemplateResult {
  const { app, t, id } = form;
  const list = answered(app, 'sections', id, today());
  const own = new Set(form.state.additions?.map((addition) => addition.id));
  return html`<p>${t.document.sectionsIntro}</p>
    ${list.error ? trouble(app, list) : nothing}
    ${list.value?.filter((section) => !own.has(section.id)).map((section) => one(form, section))}
    <h3>${t.document.additions}</h3>
    ${form.state.additions?.map((addition, at) => added(form, addition, at))}
    <p><button type="button" ?disabled=${app.readonly} @click=${() => add(form)}>${t.document.addSection}</button></p>`;
}

function one(form: Form, section: SectionInfo): TemplateResult {
  const { t, state } = form;
  const edit = state.sections?.[section.id];
  const mode = modeOf(edit);
  return html`<details class="section depth-${section.depth}" ?open=${mode !== 'keep'}>
    <summary>${section.title}${mode === 'keep' ? nothing : ` (${t.document.edited[mode]})`}</summary>
    ${section.satisfies.length ? html`<p class="hint">${t.document.satisfies(section.satisfies.join(', '))}</p>` : nothing}
    ${editor(form, section, edit, mode)}
  </details>`;
}

function editor({ app, t, state, change }: Form, { id }: SectionInfo, edit: SectionEdit | undefined, mode: Mode): TemplateResult {
  const put = (edit: SectionEdit | undefined) => {
    const { [id]: _, ...others } = state.sections ?? {};
    change({ sections: edit ? { ...others, [id]: edit } : others });
  };
  const name = `document.sections.${id}`;
  const text = textOf(edit);
  return html`${select(app, {
      name: `${name}.mode`,
      label: t.document.sectionMode,
      required: true,
      value: mode,
      set: (next) => put(editOf(next || 'keep', text)),
      options: modes.map((value) => ({ value, label: t.document.modes[value] })),
    })}
    ${mode === 'keep'
      ? nothing
      : textarea(app, {
          name,
          rows: 6,
          label: mode === 'drop' ? t.document.dropReason : t.document.body,
          hint: mode === 'drop' ? undefined : t.document.bodyHint,
          value: text,
          set: (text) => put(editOf(mode, text)),
        })}`;
}

function modeOf(edit: SectionEdit | undefined): Mode {
  if (!edit) return 'keep';
  return 'replace' in edit ? 'replace' : 'extend' in edit ? 'extend' : 'drop';
}

function textOf(edit: SectionEdit | undefined): string {
  if (!edit) return '';
  return 'replace' in edit ? (edit.replace.body ?? '') : 'extend' in edit ? (edit.extend.body ?? '') : (edit.drop.reason ?? '');
}

function editOf(mode: Mode, text: string): SectionEdit | undefined {
  if (mode === 'replace') return { replace: { body: text } };
  if (mode === 'extend') return { extend: { body: text } };
  return mode === 'drop' ? { drop: { reason: text } } : undefined;
}

const add = ({ t, state, change }: Form) =>
  change({ additions: [...(state.additions ?? []), { id: newId('own'), title: t.document.newSection, body: '' }] });

function added({ app, t, state, change }: Form, addition: SectionAddition, at: number): TemplateResult {
  const list = state.additions ?? [];
  const set = (part: Partial<SectionAddition>) => change({ additions: list.with(at, { ...addition, ...part }) });
  const name = `document.additions.${at}`;
  return html`<fieldset class="card"><legend>${addition.title || t.document.newSection}</legend>
    ${field(app, { name: `${name}.title`, label: t.document.additionTitle, value: addition.title, set: (title) => set({ title }) })}
    ${textarea(app, { name: `${name}.body`, rows: 6, label: t.document.body, hint: t.document.bodyHint, value: addition.body ?? '', set: (body) => set({ body }) })}
    <button type="button" class="link" ?disabled=${app.readonly}
      @click=${() => change({ additions: list.toSpliced(at, 1) })}>${t.document.removeSection}</button>
  </fieldset>`;
}
