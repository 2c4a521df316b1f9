import { html, nothing, type TemplateResult } from 'lit';
import type texts from '../i18n/en/about.ts';
import { heading, summaryList } from '../parts.ts';
import type { App } from '../store.ts';

/** What Annexa is, what it is not, where the data is, and which release runs. */
export function aboutView(app: App): TemplateResult {
  const t = app.texts.area<typeof texts>('about');
  const list = (lines: readonly string[]) => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  const { core, documents, workbooks } = __INTEGRITY__;
  return html`${heading(t.title)}
    <p>${t.what}</p>
    <h2>${t.notTitle}</h2>${list(t.not)}
    <h2>${t.dataTitle}</h2>${list(t.data)}
    <h2>${t.keysTitle}</h2>
    <table class="narrow">
      <thead><tr><th scope="col">${t.key}</th><th scope="col">${t.does}</th></tr></thead>
      <tbody>${t.keys.map(([key, does]) => html`<tr><th scope="row"><kbd>${key}</kbd></th><td>${does}</td></tr>`)}</tbody>
    </table>
    <h2>${t.releaseTitle}</h2>
    ${app.phase === 'open' ? summaryList(app, [{ label: t.edition, value: app.labels.edition }]) : nothing}
    <p>${t.modules}</p>
    ${summaryList(app, [
      { label: t.core, value: html`<code>${core}</code>` },
      { label: t.documents, value: html`<code>${documents}</code>` },
      { label: t.workbooks, value: html`<code>${workbooks}</code>` },
    ])}
    <p class="muted">${t.marks}</p>
    ${app.phase === 'start' ? html`<p><a href="#/">${t.toStart}</a></p>` : nothing}`;
}
