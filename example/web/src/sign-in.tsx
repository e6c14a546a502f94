import { Button, Notice } from 'countersign';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { HostError, loadSignInOffer, type SignedIn, type SignInOffer, signIn } from './host-api.js';
import { usePage } from './page-context.js';
import type { Words } from './words.js';

export interface SignInProps {
  onSignIn: (details: { signedIn: SignedIn }) => void;
}

function titleOf(problem: string, words: Words): string {
  if (problem === 'sign-in-refused') return words.signInRefused;
  return problem === 'too-many-requests' ? words.signInTooOften : words.unreachable;
}

/** The demonstration's sign-in: a list of made-up people and a password that stands on the page. */
export function SignIn({ onSignIn }: SignInProps) {
  const { words } = usePage();
  const id = useId();
  const [offer, setOffer] = useState<SignInOffer>();
  const [person, setPerson] = useState('amara');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    loadSignInOffer().then(setOffer, () => setProblem('unreachable'));
  }, []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsBusy(true);
    setProblem(undefined);
    try {
      onSignIn({ signedIn: await signIn(person, password) });
    } catch (error) {
      setProblem(error instanceof HostError ? error.code : 'unreachable');
      setIsBusy(false);
    }
  }

  return (
    <form className="page-sign-in" onSubmit={submit}>
      <h2 className="page-heading">{words.signIn}</h2>
      <p className="page-text">{words.signInIntro}</p>
      <label className="page-label" htmlFor={`${id}-person`}>
        {words.person}
      </label>
      <select
        className="page-control"
        id={`${id}-person`}
        value={person}
        onChange={(event) => setPerson(event.target.value)}
      >
        {offer?.people.map(({ id: value, name, title }) => (
          <option key={value} value={value}>
            {words.signedInAs(name, title)}
          </option>
        ))}
      </select>
      <label className="page-label" htmlFor={`${id}-password`}>
        {words.password}
      </label>
      <input
        className="page-control"
        id={`${id}-password`}
        type="password"
        autoComplete="current-password"
        required
        aria-describedby={`${id}-hint`}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <p className="page-note" id={`${id}-hint`}>
        {offer && words.passwordHint(offer.password)}
      </p>
      <div role="alert">{problem && <Notice tone="stop" title={titleOf(problem, words)} />}</div>
      <Button type="submit" isBusy={isBusy}>
        {words.signIn}
      </Button>
    </form>
  );
}
