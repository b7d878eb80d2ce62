/**
 * First import of every page: the CSP forbids code from strings, which zod would otherwise try once per start, and the
 * browser would report. Must run before any schema is made.
 */
import { z } from 'zod';

z.config({ jitless: true });
