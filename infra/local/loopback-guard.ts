import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

/** Published by Node for each connection that a server accepts, before anything is read from it. */
const ACCEPTED = 'net.server.socket';

const LOOPBACK = /^(::ffff:)?127(\.\d{1,3}){3}$|^::1$/;

/** Whether a connection from this address comes from this machine. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);

/**
 * Drops every connection to `port` that does not come from this machine. The stand-in for SQS and S3 cannot be told to
 * listen on the loopback only, and asks nobody for a password.
 *
 * @returns a function that ends the guard.
 */
export function guardPort(port: number): () => void {
  const drop = (message: unknown): void => {
    const socket = socketOf(message);
    if (socket?.localPort === port && !isLoopback(socket.remoteAddress ?? '')) {
      socket.destroy();
    }
  };
  subscribe(ACCEPTED, drop);
  return () => {
    unsubscribe(ACCEPTED, drop);
  };
}

function socketOf(message: unknown): Socket | undefined {
  const socket =
    typeof message === 'object' && message !== null && 'socket' in message ? message.socket : undefined;
  return socket instanceof Socket ? socket : undefined;
}
