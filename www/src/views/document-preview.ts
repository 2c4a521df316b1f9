import { html, nothing, type TemplateResult } from 'lit';
import { today } from '../format.ts';
import { answered, trouble } from './answers.ts';
import { blocks } from './blocks.ts';
import type { Form } from './document.ts';

/** The text as it stands now; it follows every edit. */
export function preview({ app, t, id }: Form): TemplateResult {
  const document = answered(app, 'render', id, today());
  const { value } = document;
  return html`<section class="preview" tabindex="0" aria-labelledby="preview-title" aria-busy=${document.busy}>
    <h2 id="preview-title">${t.document.preview}</h2>
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
