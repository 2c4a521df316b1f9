import { html, nothing, type TemplateResult } from 'lit';
import { today } from '../format.ts';
import { answered, trouble } from './answers.ts';
import { blocks } from './blocks.ts';
import type { Form } from './document.ts';

/** The text as it stands now; it follows every edit. The text that was approved last can be called up beside it. */
export function preview({ app, t, id, state }: Form): TemplateResult {
  const choice = app.state('preview', () => ({ approved: false }));
  const approved = choice.approved && Boolean(state.approvals?.length);
  const document = answered(app, approved ? 'approved' : 'render', id, today());
  const { value } = document;
  const toggle = () => {
    choice.approved = !approved;
    app.update();
  };
  return html`<section class="preview" tabindex="0" aria-labelledby="preview-title" aria-busy=${document.busy}>
    <h2 id="preview-title">${t.document.preview}</h2>
    ${state.approvals?.length
      ? html`<p><button type="button" @click=${toggle}>${approved ? t.document.showDraft : t.document.showApproved}</button></p>`
      : nothing}
    ${document.error ? trouble(app, document) : nothing}
    ${value
      ? html`<article class="paper" lang=${value.language} aria-label=${t.document.previewLabel}>
          <p class="paper-title">${value.title}</p>
          <p class="muted small">${[value.control.organisation, value.control.version, value.control.classification]
            .filter(Boolean).join(' · ')}</p>
          ${blocks(value.blocks)}
        </article>`
      : document.error ? nothing : html`<p class="muted">${t.document.loading}</p>`}
  </section>`;
}
