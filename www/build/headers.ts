import documented from '../headers.json' with { type: 'json' };

const { contentSecurityPolicy, headers, cacheControl } = documented;

type Headers = Record<string, string>;

/** Directives that browsers ignore in a `<meta>` element, and one that would break a page served from plain http. */
const NOT_IN_META = ['frame-ancestors', 'upgrade-insecure-requests'];

/**
 * The response headers as a `_headers` file, in the form that Netlify and Cloudflare Pages read.
 * `cargo xtask serve` obeys the same file, so the tests see what a host gets.
 */
export function headersFile(inlineScripts: string[]): string {
  const everywhere = { 'Content-Security-Policy': policy(inlineScripts), ...headers };
  const caching = Object.entries(cacheControl).map(([path, value]) => rule(path, { 'Cache-Control': value }));
  return [rule('/*', everywhere), ...caching].join('\n');
}

/** The policy for hosts that send no headers; a server's policy applies in addition. */
export function metaPolicy(inlineScripts: string[]): string {
  return policy(inlineScripts, NOT_IN_META);
}

function policy(inlineScripts: string[], except: string[] = []): string {
  const directives = Object.entries<string>(contentSecurityPolicy).filter(([name]) => !except.includes(name));
  const allowed = ([name, value]: [string, string]) =>
    [name, value, ...(name === 'script-src' ? inlineScripts.map((hash) => `'${hash}'`) : [])].filter(Boolean).join(' ');
  return directives.map(allowed).join('; ');
}

function rule(path: string, lines: Headers): string {
  return [path, ...Object.entries(lines).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');
}
