import { LitElement, html, unsafeCSS, type TemplateResult } from 'lit';
import { isRefusal } from './api.ts';
import { boot } from './boot.ts';
import { install } from './install.ts';
import { frame } from './frame.ts';
import { Texts } from './i18n/texts.ts';
import { notice, heading } from './parts.ts';
import { screens, type Screen, type View } from './router.ts';
import { App, type Phase } from './store.ts';
import tokens from './styles/tokens.css?inline';
import base from './styles/base.css?inline';
import forms from './styles/forms.css?inline';
import layout from './styles/layout.css?inline';
import parts from './styles/parts.css?inline';
import registers from './styles/registers.css?inline';
import media from './styles/media.css?inline';

/** Where the navigation stands beside the content instead of above it. */
const wide = matchMedia('(min-width: 64rem)');

/**
 * `<annexa-workbench>`: the whole workbench as one element.
 *
 * - `lang`: the language of the page; English when there is none of that name.
 * - `storage-key`: the prefix of everything that it stores; two elements with different prefixes do not meet.
 * - `theme`: `light` or `dark`; follows the system without it.
 * - `standalone`: the element is the whole page, so it may set the title and install the service worker.
 */
export class Workbench extends LitElement {
  static override properties = { theme: { reflect: true } };
  static override styles = [tokens, base, forms, layout, parts, registers, media].map(unsafeCSS);

  declare theme: string | null;
  private app?: App;
  private views = new Map<string, View>();
  private failed?: string;
  /** Whether the visitor has come to another view, so that the focus has to follow. */
  private arrived = false;
  private shown: Phase = 'loading';
  private warned = false;
  /** As the page around the element wants it. */
  private ownTheme: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ownTheme = this.getAttribute('theme');
    addEventListener('hashchange', this.navigate);
    wide.addEventListener('change', this.redraw);
    this.addEventListener('keydown', this.shortcut);
    void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.navigate);
    wide.removeEventListener('change', this.redraw);
    this.removeEventListener('keydown', this.shortcut);
  }

  private async start(): Promise<void> {
    if (this.app) return;
    const language = this.lang || document.documentElement.lang || 'en';
    const texts = new Texts(language.split('-')[0] ?? 'en');
    await texts.load(['shell', 'start']);
    const app = new App(texts);
    this.app = app;
    app.onChange = this.redraw;
    app.arrive(location.hash);
    await boot(app, this.getAttribute('storage-key') ?? undefined);
    // A page that did not come up must not drop the files of the one before it.
    if (this.hasAttribute('standalone') && app.phase !== 'damaged') await install(app);
  }

  private redraw = (): void => this.requestUpdate();

  /** Hashes that are no routes belong to the page around the element. */
  private navigate = (): void => {
    if (!location.hash.startsWith('#/') && location.hash !== '') return;
    this.arrived = true;
    this.failed = undefined;
    this.closeMenu();
    this.app?.arrive(location.hash);
  };

  private closeMenu(): void {
    const menu = this.renderRoot.querySelector<HTMLDetailsElement>('.menu');
    if (menu && !wide.matches) menu.open = false;
  }

  /** Undo and redo, except where the browser's own undo of typing is meant. */
  private shortcut = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || this.app?.phase !== 'open') return;
    const key = event.key.toLowerCase();
    const redo = (key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey);
    if ((key !== 'z' && !redo) || isTyping(event)) return;
    event.preventDefault();
    if (redo) this.app.redo();
    else this.app.undo();
  };

  override render(): unknown {
    if (!this.app) return html`<slot></slot>`;
    return frame(this.app, this.content(this.app));
  }

  private content(app: App): TemplateResult {
    // What Annexa is can be read before there is a workspace.
    const anywhere = app.phase === 'start' && app.route.screen === 'about';
    const name = app.phase === 'open' || anywhere ? app.route.screen : app.phase;
    const screen = Object.hasOwn(screens, name) ? screens[name] : undefined;
    if (!screen) return notFound(app);
    const view = this.views.get(name);
    if (view) return this.draw(view, app);
    if (this.failed === name) return this.failure(app);
    void this.loadView(name, screen, app);
    return html`<p class="muted">${app.t.loading}</p>`;
  }

  /** An address may name what is not there; and a view that fails must not take the page with it. */
  private draw(view: View, app: App): TemplateResult {
    try {
      return view(app);
    } catch (error) {
      if (isRefusal(error)) return notFound(app);
      if (error instanceof WebAssembly.RuntimeError) app.onTrap(error);
      else reportError(error);
      return this.failure(app);
    }
  }

  private async loadView(name: string, screen: Screen, app: App): Promise<void> {
    try {
      const [view] = await Promise.all([screen.load(), app.texts.load(screen.texts)]);
      this.views.set(name, view);
    } catch {
      this.failed = name;
    }
    this.redraw();
  }

  private failure(app: App): TemplateResult {
    const retry = () => {
      this.failed = undefined;
      this.redraw();
    };
    return notice('bad', app.t.errors.title, html`<p>${app.t.errors.viewFailed}</p>
      <p><button type="button" @click=${retry}>${app.t.errors.retry}</button></p>`, true);
  }

  override updated(): void {
    const { app } = this;
    if (!app) return;
    this.theme = app.prefs.theme === 'auto' ? this.ownTheme : app.prefs.theme;
    for (const dialog of this.renderRoot.querySelectorAll<HTMLDialogElement>('dialog:not([open])')) dialog.showModal();
    const menu = this.renderRoot.querySelector<HTMLDetailsElement>('.menu');
    if (menu && wide.matches) menu.open = true;
    this.follow(app.phase);
    const title = this.renderRoot.querySelector('h1');
    if (!title) return;
    if (this.hasAttribute('standalone')) this.entitle(title.textContent ?? '', app);
    this.moveFocus(title);
  }

  private entitle(heading: string, app: App): void {
    const wrong = this.renderRoot.querySelector('.error-summary') ? `${app.t.errors.title}: ` : '';
    document.title = `${wrong}${heading.trim()} – ${app.t.product}`;
  }

  /** To the heading after navigation; to the error summary when one has just appeared, unless one is typing. */
  private moveFocus(title: HTMLElement): void {
    const summary = this.renderRoot.querySelector<HTMLElement>('.error-summary');
    const typing = this.shadowRoot?.activeElement?.matches('[aria-invalid]');
    if (summary && !this.warned && !typing) summary.focus();
    else if (this.arrived) title.focus();
    this.arrived = false;
    this.warned = Boolean(summary);
  }

  /** A choice on the first view leads on without a new address. What shows first leaves the focus where it is. */
  private follow(phase: Phase): void {
    if (phase !== this.shown && this.shown !== 'loading') this.arrived = true;
    this.shown = phase;
  }
}

function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(target.type);
}

function notFound(app: App): TemplateResult {
  const { errors } = app.t;
  return html`${heading(errors.notFoundTitle)}<p>${errors.notFound}</p><p><a href="#/">${errors.toOverview}</a></p>`;
}
