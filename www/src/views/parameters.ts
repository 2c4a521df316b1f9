import { html, type TemplateResult } from 'lit';
import { field } from '../forms.ts';
import type texts from '../i18n/en/documents.ts';
import { backLink, heading } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { refine } from './address.ts';
import { parameter } from './document-parameters.ts';

type Texts = typeof texts;

/** All shared numbers and choices in one place. */
export function parametersView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('documents');
  const words = app.route.query.get('q') ?? '';
  const all = app.workspace.parameters();
  const shown = all.filter(({ question }) => question.toLowerCase().includes(words.trim().toLowerCase()));
  return html`${backLink(link('documents'), t.document.back)}
    ${heading(t.parameters.title)}
    <p>${t.parameters.intro}</p>
    ${field(app, { name: 'search', type: 'search', label: t.parameters.search, value: words, set: (q) => refine(app, { q }) })}
    <p role="status">${t.parameters.shown(shown.length, all.length)}</p>
    ${shown.map((one) => parameter(app, t, one))}`;
}
