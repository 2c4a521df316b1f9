import { html, nothing, type TemplateResult } from 'lit';
import type { Choice } from '../api.ts';
import { field, radios, textarea } from '../forms.ts';
import { notice } from '../parts.ts';
import type { Form } from './document.ts';

type Source = 'generate' | 'elsewhere' | 'notNeeded';

/** Where the document comes from. The two answers that need words are recorded together with them. */
export function choice(form: Form, ours: boolean): TemplateResult {
  const { app, t, id, detail, state, change } = form;
  const stored = state.choice ?? 'generate';
  const draft = app.state(`choice:${id}`, () => ({ source: sourceOf(stored), text: textOf(stored) }));
  const record = (event: Event) => {
    event.preventDefault();
    change({ choice: choiceOf(draft.source, draft.text) });
  };
  const choose = (source: Source) => {
    Object.assign(draft, { source, text: source === sourceOf(stored) ? textOf(stored) : '' });
    if (source === 'generate') change({ choice: 'generate' });
    else app.update();
  };
  const needed = detail.row.need === 'always' || detail.row.need === 'called';
  return html`<form @submit=${record} novalidate>
      ${radios<Source>(app, {
        name: 'document.source',
        label: t.document.choice,
        value: draft.source,
        set: choose,
        options: [
          { value: 'generate', label: ours ? t.document.generate : t.document.generateYourself },
          { value: 'elsewhere', label: t.document.elsewhere },
          { value: 'notNeeded', label: t.document.notNeeded },
        ],
      })}
      ${draft.source === 'notNeeded' && needed ? notice('warn', '', html`<p>${t.document.notWanted}</p>`) : nothing}
      ${draft.source === 'generate' ? nothing : words(form, draft)}
    </form>`;
}

function words({ app, t }: Form, draft: { source: Source; text: string }): TemplateResult {
  const set = (text: string) => (draft.text = text);
  const input = draft.source === 'elsewhere'
    ? field(app, { name: 'document.choice', label: t.document.reference, hint: t.document.referenceHint, value: draft.text, set })
    : textarea(app, { name: 'document.choice', label: t.document.noNeed, value: draft.text, set });
  return html`${input}<p class="actions"><button class="primary" ?disabled=${app.readonly}>${t.document.saveChoice}</button></p>`;
}

function sourceOf(choice: Choice): Source {
  if (choice === 'generate') return 'generate';
  return 'elsewhere' in choice ? 'elsewhere' : 'notNeeded';
}

function textOf(choice: Choice): string {
  if (choice === 'generate') return '';
  return 'elsewhere' in choice ? choice.elsewhere.reference : choice.notNeeded.reason;
}

function choiceOf(source: Source, text: string): Choice {
  if (source === 'elsewhere') return { elsewhere: { reference: text } };
  return source === 'notNeeded' ? { notNeeded: { reason: text } } : 'generate';
}
