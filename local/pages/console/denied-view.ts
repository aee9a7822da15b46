import { h, shortTime } from '../dom';
import type { View } from './model';

/** Calls that IAM denied, and the notices of the runner. */
export function deniedView(onCount: (count: number) => void): View {
  let count = 0;
  const denied = h('tbody');
  const notices = h('tbody');
  const element = h(
    'section',
    { class: 'column padded' },
    h('h2', {}, 'Denied calls'),
    h(
      'p',
      { class: 'faint' },
      'Every call of a function is checked against the synthesised policies of its role. AWS denies the same calls.',
    ),
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h('tr', {}, ...['When', 'Who', 'Action', 'Resource', 'Why'].map((name) => h('th', { scope: 'col' }, name))),
      ),
      denied,
    ),
    h('p', { class: 'none faint' }, 'Nothing was denied.'),
    h('h2', {}, 'Notices'),
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'When'), h('th', { scope: 'col' }, 'What'))),
      notices,
    ),
    h('p', { class: 'none faint' }, 'None.'),
  );
  const cells = (...texts: string[]) => texts.map((text) => h('td', {}, text));

  return {
    element,
    open: () => undefined,
    happened(event) {
      if (event.kind === 'denied') {
        const { at, principal, action, resource, reason } = event;
        denied.prepend(h('tr', {}, ...cells(shortTime(at), principal, action, resource, reason)));
        onCount(++count);
      } else if (event.kind === 'notice') {
        notices.prepend(
          h('tr', { class: event.level === 'warn' ? 'warn' : '' }, ...cells(shortTime(event.at), event.message)),
        );
      }
    },
  };
}
