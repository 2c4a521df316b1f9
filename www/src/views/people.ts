import { html, nothing, type TemplateResult } from 'lit';
import type { Person, RoleHolder, RoleLabel } from '../api.ts';
import { field, select, type Option } from '../forms.ts';
import type texts from '../i18n/en/people.ts';
import { heading, notice } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** Who holds which role, and who stands in. */
export function rolesView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('people');
  const people = app.all('person');
  const { roles } = app.labels;
  const held = roles.filter(({ holder }) => holder).length;
  return html`${heading(t.title)}<p>${t.lead}</p>
    <p role="status" class="muted">${t.filled(held, roles.length)}</p>
    ${people.length ? nothing : notice('', '', html`<p>${t.noPeople}</p>`)}
    <p><a class="button" href=${link('people', 'new')}>${t.addPeople}</a></p>
    ${roles.map((role) => roleForm(app, t, role, people))}
    <p class="actions"><a class="button primary" href=${link('scope')}>${t.next}</a></p>`;
}

function roleForm(app: App, t: Texts, { id, title, duties }: RoleLabel, people: Person[]): TemplateResult {
  const holder: RoleHolder = app.get('role', id) ?? { role: id };
  const put = (change: Partial<RoleHolder>) => {
    const role = { ...holder, ...change };
    if (role.person || role.deputy || role.title) app.put({ role });
    else app.remove('role', id);
  };
  const options = (chosen: string | undefined): Option[] =>
    people
      // Somebody who left may still be shown, but not be chosen anew.
      .filter(({ id, left }) => !left || id === chosen)
      .map(({ id, name = '' }) => ({ value: id, label: name }));
  return html`<fieldset class="card role">
    <legend>${title}</legend>
    <p class="hint">${duties}</p>
    <div class="columns">
      ${select(app, {
        name: `role.${id}.person`,
        label: t.holder,
        value: holder.person ?? '',
        options: options(holder.person),
        set: (person) => put({ person: person || undefined }),
      })}
      ${select(app, {
        name: `role.${id}.deputy`,
        label: t.deputy,
        optional: true,
        value: holder.deputy ?? '',
        options: options(holder.deputy),
        set: (deputy) => put({ deputy: deputy || undefined }),
      })}
      ${field(app, {
        name: `role.${id}.title`,
        label: t.ownTitle,
        optional: true,
        value: holder.title ?? '',
        set: (title) => put({ title }),
      })}
    </div>
  </fieldset>`;
}
