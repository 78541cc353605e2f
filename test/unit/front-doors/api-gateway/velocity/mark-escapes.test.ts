// cspell:ignore stra
import { describe, expect, it } from '@jest/globals';
import { loadVelocity } from '../../../../../src/front-doors/api-gateway/velocity/index.js';

/** With `$x`, `$s` and `$m` defined, and `$u` not. */
async function rendered(template: string): Promise<string> {
  const render = await loadVelocity();
  return render(
    template,
    new Map<string, unknown>([
      ['x', 'X'],
      ['s', 'str'],
      ['m', { k: 'K' }],
    ]),
  );
}

// What Apache Velocity 1.7 itself made of each, run with the same variables (user guide, "Escaping", "Quotes").
describe('backslashes before references and directives', () => {
  it.each([
    ['\\$x', '$x'],
    ['\\\\$x', '\\X'],
    ['\\\\\\$x', '\\$x'],
    ['\\\\\\\\$x', '\\\\X'],
    ['a\\$x b', 'a$x b'],
    ['\\$u', '\\$u'],
    ['\\\\$u', '\\\\$u'],
    ['\\\\\\$u', '\\\\$u'],
    ['\\${x}', '${x}'],
    ['\\\\${x}', '\\X'],
    ['\\${u}', '\\${u}'],
    ['\\$!x', '$!x'],
    ['\\\\$!x', '\\X'],
    ['\\$!{x}', '$!{x}'],
    ['\\$!u', '\\$!u'],
    ['\\\\$!u', '\\\\'],
    ['\\$!{u}', '\\$!{u}'],
    ['\\$m.k', '$m.k'],
    ['\\$m.z', '\\$m.z'],
    ['\\$m.k.z', '\\$m.k.z'],
    ['\\${m.k}', '${m.k}'],
    ['\\$m.get("k")', '$m.get("k")'],
    ['\\$m.get("z")', '\\$m.get("z")'],
    ['\\#set($a=1)$a', '#set($a=1)$a'],
    ['\\\\#set($a=1)$a', '\\\\1'],
    ['\\\\#if($x)y#end', '\\y'],
    ['\\#end', '#end'],
    ['\\#else', '#else'],
    ['\\#foo($x)', '\\#foo(X)'],
    ['\\#foo', '\\#foo'],
    ['\\##c', '\\'],
    ['\\## c', '\\'],
    ['\\$5.00', '\\$5.00'],
    ['\\$ x', '\\$ x'],
    ['$x\\$x$x', 'X$xX'],
    ['"\\$x"', '"$x"'],
    ['{"a":"\\$x","b":"$x"}', '{"a":"$x","b":"X"}'],
    ['#define($d)\\$x#end$d', '$x'],
    ['#evaluate("\\$x")', 'X'],
    ["#evaluate('\\$x')", '$x'],
    ['\\#@x', '\\#@x'],
    ['\\#{x}', '\\#{x}'],
    ['\\#{if}', '#{if}'],
    ['\\#{set}($a=1)', '#{set}($a=1)'],
    ['\\#stop', '#stop'],
    ['\\#parse("x")', '#parse("x")'],
    ['\\#include("x")', '#include("x")'],
    ['\\#evaluate("$x")', '#evaluate("X")'],
    ['\\#break', '#break'],
    ['\\#elseif(true)', '#elseif(true)'],
    ['C:\\temp\\$x', 'C:\\temp$x'],
    ['\\\\server\\$x', '\\\\server$x'],
    ['\\\\\\\\server\\\\$x', '\\\\\\\\server\\X'],
    ['$x.y\\$x', '$x.y$x'],
  ])('are read as Velocity reads them: %s', async (template, expected) => {
    expect(await rendered(template)).toBe(expected);
  });

  it('are text before what the service has, whether it is there or not', async () => {
    expect(await rendered('\\$context.nothing \\\\$context.nothing.')).toBe('$context.nothing \\.');
  });
});

describe('quotes in strings', () => {
  it.each([
    ['#set($a="a""b")$a', 'a"b'],
    ['#set($a="a""$x""b")$a', 'a"X"b'],
    ["#set($a='a''b')$a", "a'b"],
    ['#set($a="")[$a]', '[]'],
    ['#set($a="""")[$a]', '["]'],
    ['#set($a="""a""")[$a]', '["a"]'],
    ["#set($a='''')[$a]", "[']"],
    ["#set($a='a\"b')[$a]", '[a"b]'],
    ['#set($a="a\'b")[$a]', "[a'b]"],
    ['#set($a="a\'\'b")[$a]', "[a''b]"],
    ['#set($a=\'a""b\')[$a]', '[a""b]'],
    ['#if("a""b"==\'a"b\')y#{else}n#end', 'y'],
    ['$s.concat("a""b")', 'stra"b'],
    ["$s.concat('a''b')", "stra'b"],
    ['#set($a="\\$x")$a', '$x'],
    ['#set($a="\\\\$x")$a', '\\X'],
    ["#set($a='\\$x')$a", '\\$x'],
    ['#set($a="a\\\\b")[$a]', '[a\\\\b]'],
    ['#set($a="a\\nb")[$a]', '[a\\nb]'],
    ['#set($a="{""k"":""$x""}")$a', '{"k":"X"}'],
    ['#set($a="{""k"":""$m.get(\'k\')""}")$a', '{"k":"K"}'],
    ['#set($a="#if($x)""y""#end")$a', '"y"'],
    ['#set($a={"k""q":"v""w"})$a.get(\'k"q\')', 'v"w'],
    ['#set($a=["a""b",\'c\'\'d\'])$a.get(0)$a.get(1)', 'a"bc\'d'],
    ['#set($v="a""b")#if($v=="a""b")same#end', 'same'],
  ])('are doubled: %s', async (template, expected) => {
    expect(await rendered(template)).toBe(expected);
  });

  it.each([
    '{"a":"","b":\'\'}',
    '#* "" \\$x *#""',
    '#[[ "" \\$x #if("a""b") ]]#',
    'say ""hello"" ("")',
    '#other("a""b")',
  ])('outside of strings stay as they are: %s', async (template) => {
    expect(await rendered(template)).toBe(template.replace(/#\*.*\*#/, '').replace(/^#\[\[|\]\]#$/g, ''));
  });
});
