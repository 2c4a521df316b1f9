import { html, nothing, svg, type TemplateResult } from 'lit';
import { describe, time } from './format.ts';
import { messages } from './messages.ts';
import { link, screens } from './router.ts';
import type { App } from './store.ts';

/** The frame around every view: header, navigation, messages, footer. */
export function frame(app: App, content: unknown): TemplateResult {
  const open = app.phase === 'open';
  return html`
    ${header(app, open)}
    <div class="frame ${open ? 'with-side' : ''}">
      ${open ? navigation(app) : nothing}
      <main id="content" tabindex="-1">${messages(app)}${content}</main>
    </div>
    <footer class="foot"><p>${app.t.foot} <a href=${link('about')}>${app.t.screens.about}</a></p></footer>
  `;
}

/** A button, since hashes are addresses of views and do not reach into the element. */
function skip(event: Event): void {
  const root = (event.currentTarget as Element).getRootNode() as ShadowRoot;
  root.getElementById('content')?.focus();
}

const mark = svg`<path d="M5 0h14a5 5 0 0 1 5 5v14a5 5 0 0 1-5 5H5a5 5 0 0 1-5-5V5a5 5 0 0 1 5-5m1 18h2.400l1.200-3h4.800l1.200 3H18L12.750 6h-1.500zm4.400-5L12 8.900 13.600 13z"/>`;

function header(app: App, open: boolean): TemplateResult {
  return html`<header class="bar">
    <button type="button" class="skip" @click=${skip}>${app.t.skip}</button>
    <a class="brand" href="#/"><svg viewBox="0 0 24 24" aria-hidden="true">${mark}</svg>${app.t.product}</a>
    ${open ? html`<span class="subject">${subject(app)}</span>` : nothing}
    <p class="saving ${app.saving.kind === 'not-saved' ? 'bad' : ''}" role="status">${saving(app)}</p>
    ${open ? steps(app) : nothing}
  </header>`;
}

function subject(app: App): string {
  return app.name || app.t.unnamed;
}

function saving(app: App): string {
  const { saving, t } = app;
  const words = t.saving[saving.kind];
  if (typeof words === 'string') return words;
  return words('time' in saving ? time(new Date(saving.time), app.texts.locale) : '');
}

function steps(app: App): TemplateResult {
  const { undo, redo } = app.counts;
  const { t } = app;
  const undoName = undo ? t.undoStep(describe(undo, t)) : t.nothingToUndo;
  const redoName = redo ? t.redoStep(describe(redo, t)) : t.nothingToRedo;
  return html`<div class="steps">
    <button type="button" ?disabled=${!undo || app.readonly} title=${undoName} aria-label=${undoName}
      @click=${() => app.undo()}><span class="what">${undo ? undoName : t.undo}</span></button>
    <button type="button" ?disabled=${!redo || app.readonly} title=${redoName} aria-label=${redoName}
      @click=${() => app.redo()}><span class="what">${redo ? redoName : t.redo}</span></button>
  </div>`;
}

type ScreenName = keyof App['t']['screens'];
type GroupName = keyof App['t']['groups'];

const groups: [GroupName, ScreenName[]][] = [
  ['you', ['overview', 'organisation', 'people', 'roles', 'sites', 'scope', 'issues', 'parties']],
  ['questions', ['questions', 'answers', 'assets', 'suppliers', 'obligations']],
  ['decisions', ['risks', 'method', 'controls']],
  ['result', ['documents', 'registers', 'download']],
  ['workspace', ['history', 'import', 'data', 'about']],
];

function navigation(app: App): TemplateResult {
  const item = (screen: ScreenName) => html`<li>
    <a href=${link(screen === 'overview' ? '' : screen)} aria-current=${isHere(app, screen) ? 'page' : nothing}>
      <span>${app.t.screens[screen]}</span>${count(app, screen)}</a></li>`;
  const group = ([name, names]: [GroupName, ScreenName[]]) => {
    const there = names.filter((screen) => screens[screen]);
    return there.length ? html`<h2>${app.t.groups[name]}</h2><ul>${there.map(item)}</ul>` : nothing;
  };
  return html`<nav class="side" aria-label=${app.t.contents}>
    <details class="menu"><summary>${app.t.menu}</summary>${groups.map(group)}</details>
  </nav>`;
}

/** A register belongs to the list of them. */
const isHere = (app: App, screen: ScreenName) =>
  app.route.screen === screen || (screen === 'registers' && app.route.screen === 'register');

function count(app: App, screen: ScreenName): unknown {
  const { counts } = app;
  const shown: Partial<Record<ScreenName, string>> = {
    questions: `${counts.answered}/${counts.questions}`,
    risks: String(counts.risks),
    controls: String(counts.included + counts.toConfirm),
    documents: String(counts.documents),
  };
  return shown[screen] ? html`<span class="count">${shown[screen]}</span>` : nothing;
}

/** The numbers that move as one answers. */
export function countsBar(app: App): TemplateResult {
  const { counts, t } = app;
  const figures: [string, number | string][] = [
    [t.counts.answered, t.counts.of(counts.answered, counts.questions)],
    [t.counts.included, counts.included],
    [t.counts.toConfirm, counts.toConfirm],
    [t.counts.excluded, counts.excluded],
    [t.counts.documents, counts.documents],
  ];
  return html`<section class="counts-bar" aria-label=${t.counts.label}><dl class="counts">
    ${figures.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
  </dl></section>`;
}
