import { beforeEach, describe, expect, it } from 'vitest';
import type { SavedItem } from '../../../shared/ipc/local-schemas.ts';
import { fakeId, fakeNow } from '../../testing/fake-data.ts';
import { acceptNews, rememberSaved, useSavedStore } from './saved-store.ts';

const item = (state: SavedItem['state'], number = 1): SavedItem => ({
  id: fakeId(number),
  callId: fakeId(9),
  kind: 'disposition',
  state,
  at: fakeNow,
});
const shown = () => useSavedStore.getState().last?.state;

beforeEach(() => useSavedStore.setState({ last: null }));

describe('what became of the last wrap-up', () => {
  it('goes from saved here to synced and never back', () => {
    rememberSaved(item('saved-here'));
    expect(shown()).toBe('saved-here');
    acceptNews(item('synced'));
    acceptNews(item('saved-here'));
    expect(shown()).toBe('synced');
  });

  it('says parked, and synced once it was corrected', () => {
    rememberSaved(item('saved-here'));
    acceptNews(item('parked'));
    expect(shown()).toBe('parked');
    acceptNews(item('synced'));
    expect(shown()).toBe('synced');
  });

  it('takes the event that overtook the reply', () => {
    acceptNews(item('synced', 2));
    rememberSaved(item('saved-here', 2));
    expect(shown()).toBe('synced');
  });

  it('does not mistake other items for the wrap-up', () => {
    rememberSaved(item('saved-here', 3));
    acceptNews(item('synced', 4));
    expect(shown()).toBe('saved-here');
  });
});
