import { html, nothing, type TemplateResult } from 'lit';
import type { RegisterView, RowView } from '../api.ts';
import { newId } from '../format.ts';
import { scrolling } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { nameOf, shown, type Texts } from './register.ts';

/** Proposals for rows: choose several, take them over as one step. */
export function starters(app: App, t: Texts, view: RegisterView): unknown {
  const { starters } = view;
  if (starters.length === 0) return nothing;
  const { id } = view.document.row;
  const state = app.state(`starters ${id}`, () => ({ chosen: new Set<string>() }));
  const chosen = starters.filter((row) => state.chosen.has(nameOf(view, row)));
  const take = (event: Event) => {
    const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
    const commands = chosen.map(({ row }) => ({ put: { record: { ...row, id: newId('e') } } }));
    if (!app.dispatch({ batch: { name: t.starters.batch(commands.length, view.document.row.title), commands } })) return;
    app.go(link('register', id), { kind: 'good', text: t.starters.taken(commands.length) });
    // The button is gone with what it took over.
    root.getElementById('content')?.focus();
  };
  const chooseAll = () => {
    state.chosen = new Set(starters.map((row) => nameOf(view, row)));
    app.update();
  };
  return html`<details class="starters" ?open=${view.rows.length === 0 || state.chosen.size > 0}>
    <summary>${t.starters.title(starters.length)}</summary>
    <p>${t.starters.intro}</p>
    ${scrolling(t.starters.caption, html`<table>
      <caption class="visually-hidden">${t.starters.caption}</caption>
      <thead><tr>
        <th scope="col">${t.starters.choose}</th><th scope="col">${t.starters.row}</th><th scope="col">${t.starters.rest}</th>
      </tr></thead>
      <tbody>${starters.map((row) => starter(app, t, view, row, state.chosen))}</tbody>
    </table>`)}
    <p class="actions">
      <button type="button" class="primary" ?disabled=${chosen.length === 0 || app.readonly} @click=${take}>
        ${t.starters.take(chosen.length)}</button>
      <button type="button" ?disabled=${app.readonly} @click=${chooseAll}>${t.starters.all}</button>
    </p>
  </details>`;
}

function starter(app: App, t: Texts, view: RegisterView, row: RowView, chosen: Set<string>): TemplateResult {
  const name = nameOf(view, row);
  const toggle = (event: Event) => {
    if ((event.target as HTMLInputElement).checked) chosen.add(name);
    else chosen.delete(name);
    app.update();
  };
  const parts = view.columns.flatMap((column, at) => {
    const text = row.cells[at] ?? '';
    const tells = text && column.id !== view.title && column.id !== view.status;
    return tells ? [html`<li><span class="muted">${column.title}:</span> ${shown(app, t, column, text)}</li>`] : [];
  });
  return html`<tr>
    <td><input type="checkbox" aria-label=${t.starters.chooseOne(name)} .checked=${chosen.has(name)}
      ?disabled=${app.readonly} @change=${toggle} /></td>
    <th scope="row">${name}</th>
    <td class="small"><ul class="plain">${parts}</ul></td>
  </tr>`;
}
