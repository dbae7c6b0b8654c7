import { applyEdits, type Edit } from './edits';

/** Keys whose values are passwords, in contacts and in settings. Not portal keys, which a save compares. */
const passwordKey = /(password|passphrase|secret)s?$/i;

/** A string, closed or not, a punctuation mark, or anything else up to the next of them. */
const tokens = /"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * The text with every typed password replaced by an empty one, for what is kept on disk. It also works on a text with
 * errors, as it is while somebody types, and takes linear time.
 */
export function withoutPasswords(text: string): string {
  const edits: Edit[] = [];
  let key = '';
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === ':') continue;
    // Up to the next comma or bracket: a value without its quotes may be several words.
    if (passwordKey.test(key) && !/^(?:[{}[\],]|true$|false$|null$)/.test(token))
      edits.push({ offset: index, length: token.length, content: '""' });
    else key = token.startsWith('"') ? unquoted(token) : '';
  }
  return edits.length === 0 ? text : applyEdits(text, edits);
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token.replaceAll('"', '');
  }
}
