import { createHash } from 'node:crypto';

/** A hash as `integrity` attributes and content security policies write it. */
export function hash(algorithm: 'sha256' | 'sha384', content: string | Uint8Array): string {
  return `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;
}
