import { html, nothing, type TemplateResult } from 'lit';
import type { Owner, PartyRequirement } from '../api.ts';
import { day, newId } from '../format.ts';
import type texts from '../i18n/en/entities.ts';
import { backLink, errorSummary, heading, scrolling, type Problem } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { control, type Words } from './entity-fields.ts';
import { entityForms, entityOf, type EntityForm, type Values } from './entity-forms.ts';

type Texts = typeof texts;

/** A list of entities, or the form for one of them. */
export function entitiesView(app: App): TemplateResult {
  const { screen, id } = app.route;
  const t = app.texts.area<Texts>('entities');
  const words = t[screen as 'people'] as Words;
  const form = entityForms[screen] as EntityForm;
  if (!id) return list(app, t, words, form);
  if (id === 'new') return addForm(app, t, words, form);
  const values = app.get(form.kind, id) as unknown as Values | undefined;
  return values ? editForm(app, t, words, form, values) : gone(app, words);
}

function list(app: App, t: Texts, words: Words, form: EntityForm): TemplateResult {
  const { screen } = app.route;
  const rows = app.all(form.kind) as unknown as Values[];
  return html`${heading(words.title)}<p>${words.lead}</p>
    <p class="actions"><a class="button primary" href=${link(screen, 'new')}>${words.add}</a>
      <a href=${link('import')}>${app.t.screens.import}</a></p>
    ${rows.length === 0
      ? html`<p class="muted">${t.empty}</p>`
      : scrolling(words.title, html`<table>
          <caption>${t.count(rows.length)}</caption>
          <thead><tr>
            ${[form.title, ...form.columns].map((name) => html`<th scope="col">${words.fields[name]?.[0]}</th>`)}
          </tr></thead>
          <tbody>${rows.map((row) => html`<tr>
            <th scope="row"><a href=${link(screen, row.id)}>${row[form.title] || t.unnamed}</a></th>
            ${form.columns.map((name) => html`<td>${shown(app, t, words, form, name, row[name])}</td>`)}
          </tr>`)}</tbody>
        </table>`)}`;
}

/** A value as the list shows it. */
function shown(app: App, t: Texts, words: Words, form: EntityForm, name: string, value: unknown): unknown {
  if (value === undefined || value === null || value === false) return '';
  switch (form.fields[name]) {
    case 'flag':
      return t.yes;
    case 'owner':
      return app.ownerName(value as Owner);
    case 'choice':
      return words.options?.[name]?.[String(value)];
    case 'date':
      return day(String(value), app.texts.locale);
    case 'controls':
      return (value as string[]).join(', ');
    case 'requirements':
      return html`<ul class="plain">${(value as PartyRequirement[]).map(({ text }) => html`<li>${text}</li>`)}</ul>`;
    default:
      return value;
  }
}

/** A new entity is kept here until it has a name; then it is one step: "added person Ada". */
function addForm(app: App, t: Texts, words: Words, form: EntityForm): TemplateResult {
  const { screen } = app.route;
  const state = app.state(`new ${screen}`, () => ({
    values: { id: newId(form.prefix), ...form.defaults } as Values,
    tried: false,
  }));
  const set = (name: string, value: unknown) => {
    state.values = { ...state.values, [name]: value };
    app.update();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    state.tried = true;
    const fits = problemsOf(t, words, form, state.values).length === 0;
    if (fits && app.put(entityOf(form.kind, state.values))) {
      app.go(link(screen), { kind: 'good', text: t.added(String(state.values[form.title])) });
    } else app.update();
  };
  const problems = state.tried ? problemsOf(t, words, form, state.values) : [];
  return html`${problems.length ? errorSummary(app, problems) : nothing}
    ${backLink(link(screen), t.backTo(words.title))}
    ${heading(words.add)}
    <form @submit=${submit} novalidate>
      ${fields(app, t, words, form, state.values, set, problems)}
      <p class="actions">
        <button type="submit" class="primary" ?disabled=${app.readonly}>${words.add}</button>
        <a href=${link(screen)}>${app.t.cancel}</a>
      </p>
    </form>`;
}

/** An entity that exists is put with every change that leaves it whole. */
function editForm(app: App, t: Texts, words: Words, form: EntityForm, stored: Values): TemplateResult {
  const { screen, id } = app.route;
  const state = app.state(`edit ${screen}`, () => ({ unsound: undefined as Values | undefined }));
  const values = state.unsound ?? stored;
  const set = (name: string, value: unknown) => {
    const next = { ...values, [name]: value };
    const sound = problemsOf(t, words, form, next).length === 0;
    state.unsound = sound ? undefined : next;
    if (sound) app.put(entityOf(form.kind, next));
    else app.update();
  };
  const name = String(stored[form.title] || t.unnamed);
  const remove = () => {
    if (app.remove(form.kind, id)) app.go(link(screen), { kind: 'good', text: t.removed(name) });
  };
  return html`${backLink(link(screen), t.backTo(words.title))}
    ${heading(name)}
    <p class="muted">${words.one}. ${t.changesSaved}</p>
    ${fields(app, t, words, form, values, set, problemsOf(t, words, form, values))}
    <p class="actions">
      <a class="button" href=${link(screen)}>${t.backTo(words.title)}</a>
      <button type="button" class="danger" ?disabled=${app.readonly} @click=${remove}>${app.t.remove}</button>
    </p>`;
}

function fields(
  app: App,
  t: Texts,
  words: Words,
  form: EntityForm,
  values: Values,
  set: (name: string, value: unknown) => void,
  problems: readonly Problem[],
): TemplateResult[] {
  return Object.entries(form.fields).map(([name, shape]) => {
    const path = `${form.kind}.${name}`;
    const error = problems.find((problem) => problem.name === path)?.message;
    const optional = name !== form.title && ['line', 'text', 'email', 'date'].includes(shape);
    return control(app, t, words, { path, name, shape, error, optional, value: values[name], set: (v) => set(name, v) });
  });
}

function problemsOf(t: Texts, words: Words, form: EntityForm, values: Values): Problem[] {
  const title = String(values[form.title] ?? '').trim();
  const label = words.fields[form.title]?.[0] ?? '';
  return title ? [] : [{ name: `${form.kind}.${form.title}`, message: t.required(label) }];
}

function gone(app: App, words: Words): TemplateResult {
  const { errors } = app.t;
  return html`${heading(errors.notFoundTitle)}<p>${errors.notFound}</p>
    <p><a href=${link(app.route.screen)}>${words.title}</a></p>`;
}
