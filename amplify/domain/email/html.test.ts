import { expect, test } from 'vitest';
import { html as markupOf } from './html';

test('values are escaped in text and in attributes', () => {
  const hostile = `<b>&"'`;
  expect(markupOf`<p title="${hostile}">${hostile}</p>`.markup).toBe(
    '<p title="&lt;b&gt;&amp;&quot;&#39;">&lt;b&gt;&amp;&quot;&#39;</p>',
  );
});

test('markup goes into markup as it is, lists one after the other', () => {
  const names = ['a', '<b>'];
  expect(markupOf`<ul>${names.map((name) => markupOf`<li>${name}</li>`)}</ul>`.markup).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  );
});

test('what is not there leaves nothing behind, but zero is a number', () => {
  expect(markupOf`[${null}${undefined}${false}${[]}]${0}`.markup).toBe('[]0');
});

test('the indentation of the source is left out, that of a value is kept', () => {
  const markup = markupOf`<p>
      ${'a\n    b'}
    </p>`.markup;
  expect(markup).toBe('<p>\na\n    b\n</p>');
});
