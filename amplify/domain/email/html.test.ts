import { expect, test } from 'vitest';
import { html as markupOf } from './html';

test('values are escaped in text and in attributes', () => {
  const hostile = `<b>&"'`;
  expect(markupOf`<p title="${hostile}">${hostile}</p>`.markup).toBe(
    '<p title="&lt;b&gt;&amp;&quot;&#39;">&lt;b&gt;&amp;&quot;&#39;</p>',
  );
});

test('markup is inserted into markup unchanged, lists item by item', () => {
  const names = ['a', '<b>'];
  expect(markupOf`<ul>${names.map((name) => markupOf`<li>${name}</li>`)}</ul>`.markup).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  );
});

test('missing values render nothing, but zero renders as a number', () => {
  expect(markupOf`[${null}${undefined}${false}${[]}]${0}`.markup).toBe('[]0');
});

test('the indentation of the template is removed, that of a value stays', () => {
  const markup = markupOf`<p>
      ${'a\n    b'}
    </p>`.markup;
  expect(markup).toBe('<p>\na\n    b\n</p>');
});
