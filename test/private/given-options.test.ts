import { given } from '../../src/private/given-options';

describe('the options given', () => {
  test('leave a default as it is where they are undefined', () => {
    const options: { readonly nodes?: number; readonly type?: string } = { nodes: undefined, type: 'large' };
    expect({ nodes: 3, type: 'small', ...given(options) }).toEqual({ nodes: 3, type: 'large' });
  });

  test('keep what is false, zero or empty, and the object itself as it was', () => {
    const options = { enabled: false, count: 0, text: '', nothing: undefined };
    expect(given(options)).toStrictEqual({ enabled: false, count: 0, text: '' });
    expect(Object.keys(options)).toContain('nothing');
  });

  test('are none where there are none', () => {
    expect(given(undefined)).toStrictEqual({});
  });
});
