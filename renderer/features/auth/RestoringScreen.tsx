import { StatusDot } from '../../ui/StatusPill.tsx';
import { Wordmark } from '../../ui/Wordmark.tsx';
import './auth.css';

/** While main finds out whether the kept session still holds. */
export const RestoringScreen = () => (
  <main className="sign-in" aria-busy="true">
    <output className="restoring">
      <Wordmark />
      <p>
        <StatusDot tone="accent" isPulsing /> Restoring your session
      </p>
    </output>
  </main>
);
