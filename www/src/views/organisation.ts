import { html, type TemplateResult } from 'lit';
import type { Edition, Organisation, Sector } from '../api.ts';
import { field, number, radios, select, textarea } from '../forms.ts';
import type texts from '../i18n/en/organisation.ts';
import type sectorNames from '../i18n/en/sectors.ts';
import { heading } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

const EDITIONS = ['2022', '2013'] as const;

/** Who the organisation is. */
export function organisationView(app: App): TemplateResult {
  const t = app.texts.area<typeof texts>('organisation');
  const sectors = Object.entries(app.texts.area<typeof sectorNames>('sectors')) as [Sector, string][];
  const organisation = app.get('organisation') as Organisation;
  const { name = '', shortName = '', sector, headcount, country = '', activities = '', edition = '2022' } = organisation;
  const put = (change: Partial<Organisation>) => app.put({ organisation: { ...organisation, ...change } });
  return html`${heading(t.title)}<p>${t.lead}</p>
    ${field(app, {
      name: 'organisation.name',
      label: t.name,
      hint: t.nameHint,
      value: name,
      set: (name) => put({ name }),
    })}
    ${field(app, {
      name: 'organisation.shortName',
      label: t.shortName,
      hint: t.shortNameHint,
      optional: true,
      value: shortName,
      set: (shortName) => put({ shortName }),
    })}
    ${select<Sector>(app, {
      name: 'organisation.sector',
      label: t.sector,
      hint: t.sectorHint,
      value: sector ?? '',
      options: sectors.map(([value, label]) => ({ value, label })),
      set: (sector) => put({ sector: sector || undefined }),
    })}
    ${number(app, {
      name: 'organisation.headcount',
      label: t.headcount,
      hint: t.headcountHint,
      value: headcount,
      set: (headcount) => put({ headcount }),
    })}
    ${field(app, {
      name: 'organisation.country',
      label: t.country,
      value: country,
      autocomplete: 'country-name',
      set: (country) => put({ country }),
    })}
    ${textarea(app, {
      name: 'organisation.activities',
      label: t.activities,
      hint: t.activitiesHint,
      value: activities,
      set: (activities) => put({ activities }),
    })}
    ${radios<Edition>(app, {
      name: 'organisation.edition',
      label: t.edition,
      value: edition,
      options: EDITIONS.map((value) => ({ value, label: t.editions[value][0] ?? '', hint: t.editions[value][1] })),
      set: (edition) => put({ edition }),
    })}
    <p class="actions"><a class="button primary" href=${link('roles')}>${t.next}</a></p>`;
}
