import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentDetail, DocumentReason, DocumentRow, DocumentState } from '../api.ts';
import type texts from '../i18n/en/documents.ts';
import { backLink, heading, notice } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { answered, trouble } from './answers.ts';
import { choice } from './document-choice.ts';
import { approval, documentControl } from './document-control.ts';
import { parameters } from './document-parameters.ts';
import { downloads } from './document-files.ts';
import { preview } from './document-preview.ts';
import { sections } from './document-sections.ts';
import { statusBadge } from './documents.ts';

type Texts = typeof texts;

/** What the parts of the page get: the document, and a way to change what was decided about it with one command. */
export interface Form {
  app: App;
  t: Texts;
  id: string;
  detail: DocumentDetail;
  state: DocumentState;
  change(part: Partial<DocumentState>): void;
}

/** One document: why it is needed, where it comes from, its text, its approval. */
export function documentView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('documents');
  const { id } = app.route;
  const back = backLink(link('documents'), t.document.back);
  if (!app.labels.documents.some((label) => label.id === id)) return html`${back}${heading(t.document.missing)}`;
  const detail = app.workspace.document(id);
  const state = detail.state ?? { document: id };
  const form: Form = {
    app,
    t,
    id,
    detail,
    state,
    change: (part) => void app.put({ document: { ...(app.get('document', id) ?? state), ...part } }),
  };
  const templates = answered(app, 'templates');
  const ours = templates.value?.includes(id);
  return html`${back}${heading(detail.row.title)}
    <p>${detail.home ? nothing : statusBadge(t, detail.row.status, ours)} ${detail.purpose}</p>
    ${detail.home
      ? notice('', '', html`<p>${t.document.chapterOf} <a href=${link('documents', detail.home.id)}>${detail.home.title}</a>.
          ${t.document.chapterHelp}</p>`)
      : nothing}
    ${why(form)}
    ${detail.topics.length ? chapters(form) : choice(form, ours ?? true)}
    ${templates.error ? trouble(app, templates) : nothing}
    ${ours === false ? unwritten(t) : nothing}
    ${ours && detail.row.status !== 'elsewhere' && detail.row.status !== 'notNeeded' ? written(form) : nothing}`;
}

function written(form: Form): TemplateResult {
  const { t, detail } = form;
  return html`<div class="writing">
    <div>
      ${part(t.document.parameters, parameters(form), true)}
      ${detail.topics.length ? nothing : part(t.document.sections, sections(form))}
      ${part(t.document.control, documentControl(form))}
      ${detail.home ? nothing : part(t.document.approval, approval(form))}
      ${detail.home ? nothing : part(t.document.downloads, downloads(form))}
    </div>
    ${preview(form)}
  </div>`;
}

const part = (title: string, content: unknown, open = false) =>
  html`<details class="part" ?open=${open}><summary><h2>${title}</h2></summary>${content}</details>`;

/** The topics of a merged document; what is changed in one is changed on its own page. */
function chapters({ t, detail }: Form): TemplateResult {
  const { noChapter } = t.document;
  const remark = ({ wanted, status }: DocumentRow) =>
    wanted ? (status === 'elsewhere' ? ` (${noChapter.elsewhere})` : nothing) : ` (${noChapter.notNeeded})`;
  return html`<h2>${t.document.chapters}</h2>
    <p>${t.document.chaptersIntro}</p>
    <ol>${detail.topics.map((topic) => html`<li><a href=${link('documents', topic.id)}>${topic.title}</a>${remark(topic)}</li>`)}</ol>`;
}

const unwritten = (t: Texts) => notice('warn', t.document.noTemplate, html`<p>${t.document.noTemplateHelp}</p>`);

function why({ app, t, detail }: Form): TemplateResult {
  const { need, reasons } = detail.requirement;
  return html`<h2>${t.document.why}</h2>
    <p>${t.document.need[need]}</p>
    <ul>${reasons.map((reason) => html`<li>${because(app, t, reason)}</li>`)}</ul>`;
}

function because(app: App, t: Texts, reason: DocumentReason): unknown {
  const words = t.document.reason;
  const control = (id: string) => {
    const title = app.labels.controls.find((label) => label.id === id)?.title ?? '';
    return html`<a href=${link('controls', id)}>${id}</a> ${title}`;
  };
  switch (reason.kind) {
    case 'clause':
      return words.clause(reason.clause);
    case 'control':
      return html`${words.control}${control(reason.control)}${reason.toConfirm ? words.controlConfirm : nothing}`;
    case 'practice':
      return words.practice;
    case 'allExcluded':
      return html`${words.allExcluded}${reason.controls.map((id, at) => html`${at ? '; ' : nothing}${control(id)}`)}`;
  }
}
