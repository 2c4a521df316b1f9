import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentRow } from '../api.ts';
import { download, fileName, saveFile } from '../files.ts';
import { today } from '../format.ts';
import type documentTexts from '../i18n/en/documents.ts';
import type texts from '../i18n/en/download.ts';
import { heading, notice, scrolling } from '../parts.ts';
import type { Arguments } from '../protocol.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { answered, failure, trouble } from './answers.ts';
import { fileButtons, filesOf, fileStatus } from './document-files.ts';
import { statusBadge } from './documents.ts';

type Texts = typeof texts;
type File = Arguments<'pack'>[0][number];

/** Everything that leaves the page as a file. */
export function downloadView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('download');
  const templates = answered(app, 'templates');
  const rows = app.workspace.documents().filter((row) => isWritten(row, templates.value ?? []));
  return html`${heading(t.title)}
    <p>${t.intro}</p>
    ${templates.error ? trouble(app, templates) : nothing}
    ${everything(app, t, rows)}
    <h2>${t.single}</h2>
    ${rows.length ? single(app, t, rows) : templates.value ? html`<p>${t.noDocuments}</p>` : nothing}
    ${fileStatus(app)}
    <h2>${t.backup}</h2>
    <p>${t.backupIntro}</p>
    <p class="actions">
      <button type="button" @click=${() => saveFile(app)}>${t.save}</button>
      <a href=${link('data')}>${t.toData}</a>
    </p>`;
}

/** What Annexa writes and the organisation wants from it. */
const isWritten = ({ id, wanted, status }: DocumentRow, templates: readonly string[]) =>
  wanted && status !== 'elsewhere' && templates.includes(id);

function single(app: App, t: Texts, rows: DocumentRow[]): TemplateResult {
  const documents = app.texts.area<typeof documentTexts>('documents');
  return html`<p class="hint">${t.draftHint} ${documents.document.htmlHint}</p>
    ${scrolling(t.singleCaption, html`<table>
      <caption class="visually-hidden">${t.singleCaption}</caption>
      <thead><tr>${Object.values(t.columns).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>
        <th scope="row"><a href=${link('documents', row.id)}>${row.title}</a></th>
        <td>${statusBadge(documents, row.status)}</td>
        <td>${fileButtons(app, row.id, row.title)}</td>
      </tr>`)}</tbody>
    </table>`)}`;
}

/** The writing of the whole set: how far it is, or how it ended. */
interface Job {
  writing?: { done: number; title: string };
  said: string;
  failed: string;
}

const job = (app: App) => app.state<Job>('everything', () => ({ said: '', failed: '' }));

function everything(app: App, t: Texts, rows: DocumentRow[]): TemplateResult {
  const { writing, said, failed } = job(app);
  const cancel = () => {
    Object.assign(job(app), { writing: undefined, said: t.cancelled });
    app.update();
  };
  return html`<h2>${t.everything}</h2>
    <p>${t.everythingIntro}</p>
    ${writing
      ? html`<p><progress aria-label=${t.everything} max=${rows.length + 1} .value=${writing.done}></progress></p>
          <p class="actions"><button type="button" @click=${cancel}>${t.cancel}</button></p>`
      : html`<p class="actions"><button type="button" class="primary" ?disabled=${rows.length === 0}
          @click=${() => writeAll(app, t, rows)}>${t.zip}</button></p>`}
    <p role="status">${writing ? step(t, writing, rows.length) : said}</p>
    ${failed ? notice('bad', t.failed, html`<p>${failed}</p>`, true) : nothing}`;
}

const step = (t: Texts, { done, title }: { done: number; title: string }, of: number) =>
  done < of ? t.writing(done + 1, of, title) : t.packing;

/** One document after the other, so that it can be stopped between two; leaving the page stops it too. */
async function writeAll(app: App, t: Texts, rows: DocumentRow[]): Promise<void> {
  const mine: Job = Object.assign(job(app), { said: '', failed: '' });
  const proceed = (done: number, title = '') => {
    if (done > 0 && (mine.writing === undefined || job(app) !== mine)) return false;
    mine.writing = { done, title };
    app.update();
    return true;
  };
  try {
    const files: File[] = [];
    for (const [done, row] of rows.entries()) {
      if (!proceed(done, row.title)) return;
      files.push(...(await filesOf(app, row)));
    }
    if (!proceed(rows.length)) return;
    files.push(backup(app, t));
    const zip = await app.documents.ask('pack', files, today());
    if (!proceed(rows.length)) return;
    download(`${fileName(app)}.zip`, zip, 'application/zip');
    mine.said = t.done(files.length);
  } catch (error) {
    mine.failed = failure(error);
  }
  mine.writing = undefined;
  app.update();
}

const backup = (app: App, t: Texts): File => ({
  name: 'workspace.json',
  title: t.backup,
  mediaType: 'application/json',
  bytes: app.workspace.save(),
});
