/**
 * Whether sound could take its way through an ICE server (RFC 8445): two connections of this page meet through it.
 *
 *   turn:, turns:  both ends may use relayed candidates only; they meet, so the relay carries; its round trip is measured
 *   stun:, stuns:  the server says under which address it sees us; no answer is an error of the gathering
 *   none           both ends on this computer: WebRTC itself works
 */
import { type Finding, failedWith, passed, warning } from './findings.ts';

const deadlineMs = 8000;
const measureMs = 1200;
const slowConnectMs = 2000;

export type IceServer = { url: string; username?: string; credential?: string };

const isRelay = (url: string): boolean => /^turns?:/i.test(url);

type Meeting = {
  /** Null: they did not meet in time. */
  connectedMs: number | null;
  roundTripMs: number | null;
  protocol: string | null;
  /** Types of the candidates that were found at our end, and what the gathering complained about. */
  candidateTypes: string[];
  errors: string[];
};

/** @returns never rejects: what goes wrong is the finding. */
export async function probeIceServer(server: IceServer): Promise<Finding> {
  const { url, ...credentials } = server;
  try {
    const rtcServer: RTCIceServer = { urls: url, ...credentials };
    return isRelay(url) ? relayFinding(url, await meet([rtcServer], 'relay')) : await stunFinding(url, rtcServer);
  } catch (error) {
    return failedWith(`${url}: this address cannot be used (${error instanceof Error ? error.name : 'unknown'}).`);
  }
}

/** Without any server: two ends on this computer. */
export async function probeThisComputer(): Promise<Finding> {
  const { connectedMs } = await meet([], 'all');
  return connectedMs === null
    ? failedWith('No sound connection could be made even on this computer: a firewall or policy blocks WebRTC.')
    : passed(
        `Sound connections can be made on this computer (${Math.round(connectedMs)} ms); no relay is needed here.`,
      );
}

function relayFinding(url: string, { connectedMs, roundTripMs, protocol, errors }: Meeting): Finding {
  if (connectedMs === null)
    return failedWith(`${url}: nothing came through${errors[0] === undefined ? ' in time' : `: ${errors[0]}`}.`);
  const over = protocol === null ? '' : ` over ${protocol.toUpperCase()}`;
  const figures = `${Math.round(connectedMs)} ms${over}${roundTripMs === null ? '' : `, round trip ${Math.round(roundTripMs)} ms`}`;
  return connectedMs > slowConnectMs
    ? warning(`${url}: relays, but slowly: connected in ${figures}.`)
    : passed(`${url}: relays, connected in ${figures}.`);
}

async function stunFinding(url: string, server: RTCIceServer): Promise<Finding> {
  const connection = new RTCPeerConnection({ iceServers: [server] });
  const began = performance.now();
  const gathered = watchGathering(connection);
  try {
    connection.createDataChannel('probe');
    await connection.setLocalDescription();
    await Promise.race([gathered.reflexive, gathered.complete, wait(deadlineMs)]);
    const tookMs = Math.round(performance.now() - began);
    if (gathered.types.includes('srflx')) return passed(`${url}: answered in ${tookMs} ms.`);
    const [error] = gathered.errors;
    if (error !== undefined) return failedWith(`${url}: ${error}.`);
    if (connection.iceGatheringState !== 'complete') return failedWith(`${url}: no answer in ${deadlineMs / 1000} s.`);
    // Our address is the one that the server sees: nothing translates it, and Chromium lists it once.
    return passed(`${url}: answered in ${tookMs} ms; no address translation in between.`);
  } finally {
    connection.close();
  }
}

function watchGathering(connection: RTCPeerConnection) {
  const types: string[] = [];
  const errors: string[] = [];
  const { promise: reflexive, resolve: isReflexive } = Promise.withResolvers<void>();
  const { promise: complete, resolve: isComplete } = Promise.withResolvers<void>();
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (!candidate) return isComplete();
    if (candidate.type) types.push(candidate.type);
    if (candidate.type === 'srflx') isReflexive();
  });
  connection.addEventListener('icecandidateerror', ({ errorCode, errorText }) =>
    errors.push(wordsFor(errorCode, errorText)),
  );
  return { types, errors, reflexive, complete };
}

/** 701 is WebRTC's own "could not be reached"; the others are the server's (RFC 8489 section 14.8). */
function wordsFor(code: number, text: string): string {
  if (code === 701) return 'it could not be reached';
  if (code === 401 || code === 403) return `it refused our credentials (${code})`;
  return `it answered ${code}${text === '' ? '' : ` ${text}`}`;
}

/** Lets two connections of this page meet, and measures their way. */
async function meet(iceServers: RTCIceServer[], iceTransportPolicy: RTCIceTransportPolicy): Promise<Meeting> {
  const [near, far] = [0, 1].map(() => new RTCPeerConnection({ iceServers, iceTransportPolicy }));
  if (!near || !far) throw new Error('Two connections are needed.');
  const began = performance.now();
  const gathered = watchGathering(near);
  near.addEventListener(
    'icecandidate',
    ({ candidate }) => void far.addIceCandidate(candidate ?? undefined).catch(() => {}),
  );
  far.addEventListener(
    'icecandidate',
    ({ candidate }) => void near.addIceCandidate(candidate ?? undefined).catch(() => {}),
  );
  const channel = near.createDataChannel('probe');
  const opened = new Promise<number>((resolve) => {
    channel.addEventListener('open', () => resolve(performance.now() - began));
  });
  // Nothing found at all: waiting longer brings nothing.
  const nothingFound = gathered.complete.then(() => (gathered.types.length === 0 ? null : wait(deadlineMs)));
  try {
    await near.setLocalDescription();
    if (near.localDescription) await far.setRemoteDescription(near.localDescription);
    await far.setLocalDescription();
    if (far.localDescription) await near.setRemoteDescription(far.localDescription);
    const connectedMs = await Promise.race([opened, nothingFound, wait(deadlineMs)]);
    if (connectedMs !== null) await wait(measureMs);
    const path = connectedMs === null ? null : await pathOf(near);
    return {
      connectedMs,
      roundTripMs: path?.roundTripMs ?? null,
      protocol: path?.protocol ?? null,
      candidateTypes: gathered.types,
      errors: gathered.errors,
    };
  } finally {
    near.close();
    far.close();
  }
}

async function pathOf(connection: RTCPeerConnection): Promise<{ roundTripMs: number | null; protocol: string | null }> {
  let roundTripMs: number | null = null;
  let protocol: string | null = null;
  for (const [, report] of await connection.getStats()) {
    if (!isRecord(report)) continue;
    const seconds = report['currentRoundTripTime'];
    if (report['type'] === 'candidate-pair' && report['nominated'] === true && typeof seconds === 'number')
      roundTripMs = seconds * 1000;
    if (report['type'] === 'local-candidate' && typeof report['relayProtocol'] === 'string')
      protocol = report['relayProtocol'];
  }
  return { roundTripMs, protocol };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const wait = (ms: number): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), ms));
