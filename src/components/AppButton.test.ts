import { screen } from '@testing-library/dom';
import userEvent from '@testing-library/user-event';
import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import AppButton from './AppButton.vue';

function show(props: Record<string, unknown> = {}, text: string | undefined = 'Save') {
  const wrapper = mount(AppButton, { attachTo: document.body, props, slots: text ? { default: text } : {} });
  return { wrapper, user: userEvent.setup(), clicks: () => wrapper.emitted('click')?.length ?? 0 };
}

describe('a button', () => {
  it.each(['{Enter}', ' '])('emits one click on %j', async (key) => {
    const { user, clicks } = show();
    await user.tab();
    await user.keyboard(key);
    expect(clicks()).toBe(1);
  });

  it('keeps the focus and ignores clicks and keys while it is loading', async () => {
    const { wrapper, user, clicks } = show();
    await user.tab();
    await wrapper.setProps({ loading: true });
    await user.keyboard('{Enter} ');
    await user.click(screen.getByRole('button'));
    expect(clicks()).toBe(0);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Save', busy: true }));
    await wrapper.setProps({ loading: false });
    await user.keyboard('{Enter}');
    expect(clicks()).toBe(1);
  });

  it('is not a tab stop and emits nothing while it is disabled', async () => {
    const { user, clicks } = show({ disabled: true });
    await user.tab();
    expect(document.activeElement).toBe(document.body);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(clicks()).toBe(0);
  });

  it('does not submit a form unless it is a submit button, and never while it is loading', async () => {
    let submits = 0;
    const form = document.createElement('form');
    form.addEventListener('submit', (event) => (event.preventDefault(), submits++));
    document.body.append(form);
    const wrapper = mount(AppButton, { attachTo: form, slots: { default: 'Save' } });
    await userEvent.click(screen.getByRole('button'));
    expect(submits).toBe(0);
    await wrapper.setProps({ type: 'submit', loading: true });
    await userEvent.click(screen.getByRole('button'));
    expect(submits).toBe(0);
    await wrapper.setProps({ loading: false });
    await userEvent.click(screen.getByRole('button'));
    expect(submits).toBe(1);
    wrapper.unmount();
    form.remove();
  });

  it('has its label as the accessible name if it shows only an icon, and has a pressed state', () => {
    show({ label: 'Save Acme', icon: 'bookmark', pressed: true }, '');
    expect(screen.getByRole('button', { name: 'Save Acme', pressed: true })).toBeTruthy();
  });
});

describe('a link', () => {
  it('opens a route or a URL', () => {
    show({ to: { name: 'portfolio' } }, 'Portfolio');
    show({ href: 'https://example.com/' }, 'Elsewhere');
    expect(screen.getByRole('link', { name: 'Portfolio' }).getAttribute('href')).toBe('/portfolio');
    expect(screen.getByRole('link', { name: 'Elsewhere' }).getAttribute('href')).toBe('https://example.com/');
  });

  it('does not navigate while it is disabled', async () => {
    const { user, wrapper, clicks } = show({ to: { name: 'portfolio' }, disabled: true }, 'Portfolio');
    const push = vi.spyOn(wrapper.vm.$router, 'push').mockResolvedValue();
    const link = screen.getByRole('link', { name: 'Portfolio' });
    await user.click(link);
    expect(push).not.toHaveBeenCalled();
    expect(clicks()).toBe(0);
    await wrapper.setProps({ disabled: false });
    await user.click(link);
    expect(push).toHaveBeenCalledOnce();
  });
});
