import { html, nothing, type TemplateResult } from 'lit';
import type { HeatMap, Level, Score, Tone as LevelTone } from '../api.ts';
import type texts from '../i18n/en/risks.ts';
import { badge, type Tone } from '../parts.ts';

type Texts = typeof texts;

const tones: Record<LevelTone, Tone> = { calm: 'good', watch: 'accent', act: 'warn', urgent: 'bad' };

/** A level: number and name, its tone besides; a mark when it lies over the acceptance line. */
export function levelBadge(t: Texts, level: Level | null | undefined): TemplateResult {
  if (!level) return html`<span class="muted">${t.level.none}</span>`;
  const over = level.verdict === 'unacceptable';
  return html`<span class="level">${badge(`${level.points} ${level.label}`, tones[level.tone])}${over
    ? html`<span class="over" title=${t.level.unacceptable}><span aria-hidden="true">▲</span><span
        class="visually-hidden">${t.level.unacceptable}</span></span>`
    : nothing}</span>`;
}

/** The level of a score; the map holds one for each combination of steps. */
export function levelOf(map: HeatMap, score: Partial<Score> | undefined): Level | undefined {
  if (!score?.likelihood || !score.impact) return undefined;
  return map.rows[score.likelihood - 1]?.[score.impact - 1]?.level;
}

/** The style of a heat map's cell. */
export const cellClass = (level: Level) => `cell ${tones[level.tone]}`;
