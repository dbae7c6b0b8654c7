import { isArrayOrObject, setField, type Fields } from '../php';

/**
 * Decodes `a=1&b[]=2&c[x][y]=3` as PHP does: brackets nest; of equal names the last value wins, at the first one's
 * place.
 */
export function parseForm(encoded: string): Fields {
  const fields: Fields = {};
  for (const pair of encoded.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    if (name !== '') setFormField(fields, name, at < 0 ? '' : decode(pair.slice(at + 1)));
  }
  return fields;
}

/** Stores one form field under its bracketed name. */
export function setFormField(fields: Fields, name: string, value: unknown): void {
  const open = name.indexOf('[');
  const close = open < 0 ? -1 : name.indexOf(']', open);
  const base = (close < 0 ? name : name.slice(0, open)).replace(/^ +/, '').replace(/[ .[]/g, '_');
  const path = [base];
  if (close >= 0) {
    const inner = /\[([^\]]*)\]/gy;
    inner.lastIndex = open;
    for (let match = inner.exec(name); match; match = inner.exec(name)) path.push(match[1] ?? '');
  }
  let target = fields;
  path.forEach((part, index) => {
    const key = part === '' && index > 0 ? String(nextIndex(target)) : part;
    if (index === path.length - 1) {
      setField(target, key, value);
      return;
    }
    const child = Object.hasOwn(target, key) ? target[key] : undefined;
    const next = isArrayOrObject(child) ? (child as Fields) : {};
    if (next !== child) setField(target, key, next);
    target = next;
  });
}

function nextIndex(target: Fields): number {
  const used = Object.keys(target).filter((key) => /^\d+$/.test(key));
  return used.reduce((highest, key) => Math.max(highest, Number(key) + 1), 0);
}

function decode(text: string): string {
  const plain = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(plain);
  } catch {
    return unescapeBytes(plain);
  }
}

/** Percent signs that are no valid escape stay as they are. */
function unescapeBytes(text: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const hex = /^%([0-9a-f]{2})/i.exec(text.slice(at, at + 3));
    if (hex) {
      bytes.push(parseInt(hex[1] ?? '', 16));
      at += 2;
    } else {
      bytes.push(...Buffer.from(text.charAt(at)));
    }
  }
  return Buffer.from(bytes).toString('utf8');
}
