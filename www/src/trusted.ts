/** Script addresses for workers, which the policy takes only from here: files of our own release. */
interface Policy {
  createScriptURL(address: string): string;
}
interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const rules: Policy = {
  createScriptURL(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin !== location.origin) throw new TypeError(`\`${address}\` is not ours`);
    return url.href;
  },
};

let policy: Policy | undefined;

/** The address as the browser takes it; made when first needed, since a page may allow the policy only once. */
export function scriptAddress(address: string): string {
  policy ??= factory?.createPolicy('annexa', rules) ?? rules;
  return policy.createScriptURL(address);
}
