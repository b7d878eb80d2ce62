import { QueryClient } from '@tanstack/react-query';
import { problemOf } from './bridge.ts';

/** Codes that asking again at once cannot change. */
const finalCodes = new Set([
  'permission/denied',
  'request/not-found',
  'request/invalid',
  'auth/required',
  'network/offline',
]);

/** Server state as windows keep it: main has its own cache and its own retries, so a query asks at most twice. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (count, error) => count < 1 && !finalCodes.has(problemOf(error).code),
        retryDelay: 800,
        networkMode: 'always',
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
