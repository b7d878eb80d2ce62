/** Which question of what the consumer said is open: asked by key, menu or palette. */
import { create } from 'zustand';
import type { Saying } from './told.model.ts';

export const useTold = create<{
  open: Saying | null;
  /** An account is on screen that something can be told about. */
  isOffered: boolean;
}>(() => ({ open: null, isOffered: false }));

export const openTold = (saying: Saying | null): void => useTold.setState({ open: saying });
