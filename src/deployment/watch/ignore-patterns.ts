import path from 'node:path';

/** Whether a pattern of `--watch-ignore` covers a file: a name at any depth (`*.log`), or a path in the project (`docs/**`). */
export function createIgnore(patterns: readonly string[], projectFolder: string): (file: string) => boolean {
  const rules = patterns.map(ruleOf);
  return (file) => {
    const relative = path.relative(projectFolder, file).split(path.sep).join('/');
    return relative !== '' && !relative.startsWith('../') && rules.some((rule) => rule.test(relative));
  };
}

/** Everything below what matches is covered as well. */
function ruleOf(pattern: string): RegExp {
  const trimmed = pattern.replace(/^\.?\//, '').replace(/\/(?:\*\*)?$/, '');
  const body = trimmed.replaceAll(/\*\*\/?|\*|\?|[.+^${}()|[\]\\]/g, (part) => {
    if (part.startsWith('**')) return part.endsWith('/') ? '(?:.*/)?' : '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : `\\${part}`;
  });
  return new RegExp(`^${/\/(?!$)/.test(pattern) ? '' : '(?:.*/)?'}${body}(?:/.*)?$`);
}
