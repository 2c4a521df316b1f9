import { html, type TemplateResult } from 'lit';
import type { Action, ActionStatus } from '../api.ts';
import { date, field, owner, select } from '../forms.ts';
import type { App } from '../store.ts';
import type { Form } from './risk.ts';

/** Measures from outside Annex A, one line each. */
export function ownControls({ app, t, risk, change }: Form): TemplateResult {
  const list = risk.ownControls ?? [];
  return html`<section aria-labelledby="own-title">
    <h2 id="own-title">${t.risk.ownControls}</h2>
    <p class="hint">${t.risk.ownControlsHint}</p>
    ${list.map((text, at) => html`<div class="row">
      ${field(app, {
        name: `risk.ownControls.${at}`,
        label: t.risk.ownControl(at + 1),
        value: text,
        set: (text) => change({ ownControls: list.with(at, text) }),
      })}
      ${remove(app, t.risk.remove, t.risk.ownControl(at + 1), () => change({ ownControls: list.toSpliced(at, 1) }))}
    </div>`)}
    ${adder(app, 'own-control', t.risk.newOwn, t.risk.addOwn, (text) => change({ ownControls: [...list, text] }))}
  </section>`;
}

/** The steps of the treatment plan. */
export function actions(form: Form): TemplateResult {
  const { app, t, risk, change } = form;
  const list = risk.actions ?? [];
  return html`<section aria-labelledby="plan-title">
    <h2 id="plan-title">${t.risk.actions}</h2>
    <p class="hint">${t.risk.actionsIntro}</p>
    ${list.map((_, at) => action(form, list, at))}
    ${adder(app, 'action', t.risk.newAction, t.risk.addAction, (title) =>
      change({ actions: [...list, { title, status: 'open' }] }))}
  </section>`;
}

const statuses: readonly ActionStatus[] = ['open', 'started', 'done'];

function action({ app, t, change }: Form, list: Action[], at: number): TemplateResult {
  const action = list[at];
  if (!action) return html``;
  const set = (part: Partial<Action>) => change({ actions: list.with(at, { ...action, ...part }) });
  const name = (field: string) => `risk.actions.${at}.${field}`;
  return html`<fieldset class="card"><legend>${t.risk.action(at + 1)}</legend>
    ${field(app, { name: name('title'), label: t.risk.actionTitle, value: action.title, set: (title) => set({ title }) })}
    <div class="columns">
      ${owner(app, { name: name('owner'), label: t.risk.actionOwner, value: action.owner ?? undefined, set: (owner) => set({ owner }) })}
      ${date(app, { name: name('due'), label: t.risk.actionDue, value: action.due ?? '', set: (due) => set({ due: due || undefined }) })}
      ${select(app, {
        name: name('status'),
        label: t.risk.actionStatus,
        required: true,
        value: action.status ?? 'open',
        set: (status) => set({ status: status || 'open' }),
        options: statuses.map((value) => ({ value, label: t.risk.statuses[value] })),
      })}
      ${field(app, { name: name('means'), label: t.risk.actionMeans, value: action.means ?? '', set: (means) => set({ means }) })}
    </div>
    ${remove(app, t.risk.remove, t.risk.action(at + 1), () => change({ actions: list.toSpliced(at, 1) }))}
  </fieldset>`;
}

/** A line and a button that add to a list; nothing empty gets in. */
export function adder(app: App, name: string, label: string, button: string, add: (text: string) => void): TemplateResult {
  const draft = app.state(`add:${name}`, () => ({ text: '' }));
  const submit = (event: Event) => {
    event.preventDefault();
    const text = draft.text.trim();
    if (!text) return;
    draft.text = '';
    add(text);
  };
  return html`<form class="row" @submit=${submit}>
    ${field(app, { name: `add.${name}`, label, value: draft.text, set: (text) => (draft.text = text) })}
    <button ?disabled=${app.readonly}>${button}</button>
  </form>`;
}

/** A button that takes an entry out of a list; its name says which. */
export function remove(app: App, label: string, what: string, click: () => void): TemplateResult {
  return html`<button type="button" class="link" ?disabled=${app.readonly} @click=${click}>
    ${label}<span class="visually-hidden"> ${what}</span></button>`;
}
