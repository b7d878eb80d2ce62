import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ChannelReply, ChannelRequest } from '../../../../shared/ipc/ipc-map.ts';
import { request } from '../../../platform/bridge.ts';

const onboardingKey = ['onboarding'];
type State = ChannelReply<'onboarding:get'>;

/** What the organization settled before it dials, and what is missing. */
export const useOnboarding = () =>
  useQuery({ queryKey: onboardingKey, queryFn: async () => request('onboarding:get', null) });

/** Every change answers with the whole setup after it. */
const useChange = <Given>(change: (given: Given) => Promise<State>) => {
  const queries = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: (state) => queries.setQueryData(onboardingKey, state) });
};

export const useSaveStep = () =>
  useChange(async (answer: ChannelRequest<'onboarding:save-step'>) => request('onboarding:save-step', answer));
export const useAddLicense = () =>
  useChange(async (license: ChannelRequest<'onboarding:add-license'>) => request('onboarding:add-license', license));
export const useWithdrawLicense = () =>
  useChange(async (given: ChannelRequest<'onboarding:withdraw-license'>) =>
    request('onboarding:withdraw-license', given),
  );
