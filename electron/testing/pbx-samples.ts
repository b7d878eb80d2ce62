import type { Directory, PbxServices, PhoneToken } from '../../shared/contracts/telephony/telephony.contract.ts';
import { createId } from '../../shared/domain/ids.ts';

/** A PBX that offers everything. */
export const everyService: PbxServices = {
  conference_prefix: 'conference-',
  park_prefix: 'park-',
  pick_up_prefix: 'pick-up-',
  voicemail: 'voicemail',
  supervise_prefix: 'supervise-',
  echo: 'echo',
  emergency: '911',
  can_record: true,
  has_queues: true,
};

/** Good for an hour from the moment it is handed out. */
export const aToken = (): PhoneToken => ({
  sip: {
    server_urls: ['wss://pbx.example/ws'],
    domain: 'pbx.example',
    uri: 'sip:agent@pbx.example',
    username: 'agent',
    password: 'not secret here',
    expires_at: '2026-11-23T16:00:00.000Z',
    expires_in_seconds: 3600,
    display_name: 'Agent',
  },
  ice_servers: [],
  ice_gathering_timeout_ms: 100,
  is_practice: true,
  caller_ids: [{ phone_number: '+12125550199', label: 'Main' }],
  services: everyService,
});

const colleague = (full_name: string, sip_user: string): Directory['colleagues'][number] => ({
  id: createId(),
  full_name,
  sip_user,
  role: 'agent',
  state: 'available',
});

export function aDirectory(): Directory {
  return {
    colleagues: [colleague('Robin Smith', 'robin'), colleague('Rosa Diaz', 'rosa'), colleague('Jim Johnson', 'jim')],
    queues: [
      {
        id: 'support',
        label: 'Customer support',
        sip_user: 'queue-support',
        is_signed_in: false,
        is_paused: false,
        waiting: 0,
      },
    ],
  };
}
