import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnView, Owner, RecordRow, RegisterView } from '../api.ts';
import { date, field, owner, select, textarea, type Option, type OptionGroup } from '../forms.ts';
import { day, newId } from '../format.ts';
import { backLink, heading } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { nameOf, type Texts } from './register.ts';

type Values = Record<string, string>;

/** The form for a row; the module says what is wrong with a value, and each field knows its own fault. */
export function rowForm(app: App, t: Texts, view: RegisterView, id: string): TemplateResult {
  return id === 'new' ? addForm(app, t, view) : editForm(app, t, view, id);
}

/** A new row is kept here until it is added; then it is one step. */
function addForm(app: App, t: Texts, view: RegisterView): TemplateResult {
  const { row } = view.document;
  const draft = app.state(`new row ${row.id}`, () => ({
    row: { id: newId('e'), register: row.id, values: first(view) } as RecordRow,
  }));
  const set = (column: string, value: string) => {
    draft.row = { ...draft.row, values: changed(draft.row.values ?? {}, column, value) };
    app.update();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    app.typed = undefined;
    if (app.put({ record: draft.row })) {
      app.go(link('register', row.id), { kind: 'good', text: t.added(view.noun) });
    }
  };
  return html`${backLink(link('register', row.id), row.title)}
    ${heading(t.add(view.noun))}
    <p>${t.enteredToday}</p>
    <form @submit=${submit} novalidate>
      ${view.columns.map((column) => control(app, t, column, draft.row.values?.[column.id] ?? '', (v) => set(column.id, v)))}
      <p class="actions">
        <button type="submit" class="primary" ?disabled=${app.readonly}>${t.add(view.noun)}</button>
        <a href=${link('register', row.id)}>${app.t.cancel}</a>
      </p>
    </form>`;
}

/** A new row begins with the first status. */
function first({ columns, status }: RegisterView): Values {
  const option = columns.find(({ id }) => id === status)?.options[0]?.[0];
  return status && option ? { [status]: option } : {};
}

/** A row that exists is put with every change; what the module refuses stays in its field. */
function editForm(app: App, t: Texts, view: RegisterView, id: string): TemplateResult {
  const { row } = view.document;
  const found = view.rows.find((one) => one.row.id === id);
  const list = link('register', row.id);
  if (!found) {
    return html`${heading(app.t.errors.notFoundTitle)}<p>${app.t.errors.notFound}</p><p><a href=${list}>${row.title}</a></p>`;
  }
  const stored = found.row;
  const set = (column: string, value: string) =>
    app.put({ record: { ...stored, values: changed(stored.values ?? {}, column, value) } });
  const name = nameOf(view, found) || t.unnamed;
  const remove = () => {
    if (app.remove('record', id)) app.go(list, { kind: 'good', text: t.removed(found.reference, name) });
  };
  return html`${backLink(list, row.title)}
    ${heading(`${found.reference} ${name}`)}
    <p class="muted">${stored.entered ? t.entered(day(stored.entered, app.texts.locale)) : nothing} ${t.changesSaved}</p>
    ${view.columns.map((column) => control(app, t, column, stored.values?.[column.id] ?? '', (v) => set(column.id, v)))}
    <p class="actions">
      <a class="button" href=${list}>${t.back(row.title)}</a>
      <button type="button" class="danger" ?disabled=${app.readonly} @click=${remove}>${app.t.remove}</button>
    </p>`;
}

/** A column without a value is left out. */
function changed(values: Values, column: string, value: string): Values {
  const next = { ...values, [column]: value };
  if (!value) delete next[column];
  return next;
}

function control(app: App, t: Texts, column: ColumnView, value: string, set: (value: string) => void): TemplateResult {
  const common = {
    name: `record.values.${column.id}`,
    label: column.unit ? `${column.title} (${column.unit})` : column.title,
    hint: column.help,
    optional: !column.required,
    value,
    set,
  };
  switch (column.kind) {
    case 'text':
      return textarea(app, common);
    case 'date':
      return date(app, common);
    case 'number':
      return field(app, { ...common, short: true, hint: `${column.help} ${rangeOf(t, column)}` });
    case 'owner':
      return owner(app, { ...common, value: ownerOf(value), set: (owner) => set(wordOf(owner)) });
    case 'line':
    case 'link':
      return field(app, common);
    default:
      return select(app, { ...common, options: options(app, t, column, value) });
  }
}

/** A bound that only stops nonsense is not worth a word. */
const rangeOf = (t: Texts, { min, max }: ColumnView) => (max < 100_000 ? t.range(min, max) : '');

function options(app: App, t: Texts, column: ColumnView, chosen: string): (Option | OptionGroup)[] {
  switch (column.kind) {
    case 'choice':
      return column.options.map(([value, label]) => ({ value, label }));
    case 'yes-no':
      return [{ value: 'yes', label: t.yes }, { value: 'no', label: t.no }];
    case 'person':
      return app.all('person')
        // Somebody who left may still be shown, but not be chosen anew.
        .filter(({ id, left }) => !left || id === chosen)
        .map(({ id, name = '' }) => ({ value: id, label: name }));
    case 'role':
      return app.labels.roles.map(({ id, title }) => ({ value: id, label: title }));
    case 'document':
      return app.labels.documents.filter(({ merged }) => !merged).map(({ id, name }) => ({ value: id, label: name }));
    case 'control':
      return app.labels.controls.map(({ id, title }) => ({ value: id, label: `${id} ${title}` }));
    case 'asset':
      return app.all('asset').map(({ id, name = '' }) => ({ value: id, label: name }));
    case 'supplier':
      return app.all('supplier').map(({ id, name = '' }) => ({ value: id, label: name }));
    case 'risk':
      return app.all('risk').map(({ id, number, title }) => ({ value: id, label: `R-${number} ${title}` }));
    default:
      return [];
  }
}

function ownerOf(value: string): Owner | undefined {
  const [kind, id] = value.split(/:(.*)/s);
  if (!id) return undefined;
  return kind === 'role' ? { role: id } : { person: id };
}

const wordOf = (owner: Owner | undefined) =>
  !owner ? '' : 'role' in owner ? `role:${owner.role}` : `person:${owner.person}`;
