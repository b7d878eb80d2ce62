/**
 * How a channel between a window and the main process is declared: request, reply, and which windows may use it.
 * Preloads are generated from this map; the one door in electron/main/ipc-door.ts parses every request, checks the
 * sender, and answers with a `Result`; it never throws across IPC (Electron keeps only `message` of an error).
 */
import type { z } from 'zod';

/** The app's windows. `phone` is the hidden page that holds the calls. */
export const windowKinds = ['agent', 'supervisor', 'toast', 'phone'] as const;
export type WindowKind = (typeof windowKinds)[number];

export type Channel = { windows: readonly WindowKind[]; request: z.core.$ZodType; reply: z.core.$ZodType };
/** Something main tells windows. */
export type EventChannel = { windows: readonly WindowKind[]; payload: z.core.$ZodType };

export const defineChannels = <const T extends Record<`${string}:${string}`, Channel>>(channels: T): T => channels;
export const defineEvents = <const T extends Record<`${string}:${string}`, EventChannel>>(events: T): T => events;
