import { useEffect, useRef } from 'react';
import { levelFraction } from './level.model.ts';

type Props = {
  label: string;
  /** Starts listening; is handed a function that takes dBFS and returns how to stop. */
  listen: (show: (db: number) => void) => () => void;
};

/** A level drawn straight into the element's style: ten values a second must not render anything. */
export function LevelMeter({ label, listen }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => listen((db) => bar.current?.style.setProperty('--level', levelFraction(db).toFixed(3))), [listen]);
  return <div ref={bar} className="meter" role="img" aria-label={label} />;
}
