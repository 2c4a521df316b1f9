import { html, type TemplateResult } from 'lit';
import type { Acceptance } from '../api.ts';
import { date, field, textarea } from '../forms.ts';
import { day, today } from '../format.ts';
import { summaryList } from '../parts.ts';
import type { Form } from './risk.ts';

/** The owner's acceptance of what is left (6.1.3 f): recorded as a whole, withdrawn as a whole. */
export function acceptance(form: Form): TemplateResult {
  const { t, risk } = form;
  return html`<section aria-labelledby="acceptance-title">
    <h2 id="acceptance-title">${t.risk.acceptance}</h2>
    <p class="hint">${t.risk.acceptanceIntro}</p>
    ${risk.acceptance ? recorded(form, risk.acceptance) : record(form)}
  </section>`;
}

function recorded({ app, t, change }: Form, { by, on, reason, until }: Acceptance): TemplateResult {
  const written = (date: string | null | undefined) => (date ? day(date, app.texts.locale) : '');
  return html`${summaryList(app, [
      { label: t.risk.acceptedBy, value: by },
      { label: t.risk.acceptedOn, value: written(on) },
      { label: t.risk.acceptedReason, value: reason },
      { label: t.risk.acceptedUntil, value: written(until) },
    ])}
    <button type="button" ?disabled=${app.readonly} @click=${() => change({ acceptance: undefined })}>${t.risk.withdraw}</button>`;
}

interface Draft {
  open: boolean;
  by: string;
  on: string;
  reason: string;
  until: string;
  incomplete: boolean;
}

function record({ app, t, risk, change }: Form): TemplateResult {
  const empty = (): Draft => ({ open: false, by: holder(), on: today(), reason: '', until: '', incomplete: false });
  const holder = () => {
    const { owner } = risk;
    if (!owner) return '';
    if ('person' in owner) return app.ownerName(owner);
    return app.labels.roles.find(({ id }) => id === owner.role)?.holder ?? '';
  };
  const draft = app.state<Draft>(`acceptance:${risk.id}`, empty);
  if (!draft.open) {
    const begin = () => {
      Object.assign(draft, empty(), { open: true });
      app.update();
    };
    return html`<button type="button" ?disabled=${app.readonly} @click=${begin}>${t.risk.accept}</button>`;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    draft.incomplete = !draft.by.trim() || !draft.on;
    const { by, on, reason, until } = draft;
    if (draft.incomplete) app.update();
    else {
      draft.open = false;
      change({ acceptance: { by, on, reason, until: until || undefined } });
    }
  };
  const name = (field: string) => `risk.acceptance.${field}`;
  const error = (value: string, message: string) => (draft.incomplete && !value.trim() ? message : undefined);
  return html`<form @submit=${submit} novalidate>
    ${field(app, { name: name('by'), label: t.risk.acceptedBy, value: draft.by, error: error(draft.by, t.risk.byMissing), set: (by) => (draft.by = by) })}
    ${date(app, { name: name('on'), label: t.risk.acceptedOn, value: draft.on, error: error(draft.on, t.risk.onMissing), set: (on) => (draft.on = on) })}
    ${textarea(app, { name: name('reason'), label: t.risk.acceptedReason, value: draft.reason, set: (reason) => (draft.reason = reason) })}
    ${date(app, { name: name('until'), label: t.risk.acceptedUntil, hint: t.risk.acceptedUntilHint, value: draft.until, set: (until) => (draft.until = until) })}
    <p class="actions"><button class="primary" ?disabled=${app.readonly}>${t.risk.accept}</button></p>
  </form>`;
}
