import {
  Announcer,
  Button,
  createReauthentication,
  createSavedViews,
  type DescribeSystem,
  LocaleProvider,
  localViewStorage,
  type Messages,
  Notice,
  ReviewDesk,
  ShortcutProvider,
  StopControl,
  SystemProvider,
} from 'countersign';
import { type ReactNode, useCallback, useEffect, useId, useMemo, useState } from 'react';
import {
  goToCase,
  goToOwn,
  goToPolicy,
  goToRecord,
  useCaseInAddress,
  useIsOwnInAddress,
  useIsPolicyInAddress,
  useRecordInAddress,
} from './address.js';
import { HostError, proveSigner, type SignedIn, signOut, whoIsSignedIn } from './host-api.js';
import { ModelPanel, useModel } from './model-panel.js';
import { OwnPage } from './own-page.js';
import { OWN_WORDS } from './own-words.js';
import { PageLanguageContext, usePage } from './page-context.js';
import { backendFor, leave } from './person-backend.js';
import { mayReadPolicy, PolicyPage } from './policy-page.js';
import { PracticePage } from './practice-page.js';
import { type RecordBackend, RecordPage } from './record-page.js';
import { RECORD_WORDS } from './record-words.js';
import { useSetting } from './settings.js';
import { SignIn } from './sign-in.js';
import { LANGUAGES, type Language, numbersIn, WORDS } from './words.js';

/** What took effect without a person, was withdrawn or ran out of time is in the record. */
const WORKED_ON = { status: ['pending', 'reviewing', 'approved', 'overridden'] } as const;
/** What the server finds cases by besides. */
const QUEUE_FACETS = ['skipped', 'assigned'] as const;

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** Words of the kit beside its English, loaded when somebody asks for them. */
const CATALOGUES: Record<Language, () => Promise<Messages | undefined>> = {
  en: async () => undefined,
  de: async () => (await import('countersign/messages/de')).de,
  ar: async () => (await import('countersign/messages/ar')).ar,
};

/** The page: language and theme around whatever is on it. */
export function App() {
  const [language, setLanguage] = useSetting<Language>('language', Object.keys(LANGUAGES) as Language[], 'en');
  const [theme, setTheme] = useSetting<Theme>('theme', THEMES, 'system');
  const [catalogue, setCatalogue] = useState<{ language: Language; messages?: Messages }>({ language: 'en' });

  useEffect(() => {
    let isWanted = true;
    void CATALOGUES[language]().then((messages) => {
      if (isWanted) setCatalogue({ language, ...(messages && { messages }) });
    });
    return () => {
      isWanted = false;
    };
  }, [language]);

  // The page changes language when the kit's words are there, so that it never reads in two.
  const shown = catalogue.language;
  const words = WORDS[shown];
  useEffect(() => {
    const page = document.documentElement;
    page.lang = shown;
    page.dir = shown === 'ar' ? 'rtl' : 'ltr';
    document.title = words.title;
    if (theme === 'system') delete page.dataset.csnTheme;
    else page.dataset.csnTheme = theme;
  }, [shown, theme, words]);

  const page = useMemo(() => ({ words: WORDS[shown], numbers: numbersIn(shown), language: shown }), [shown]);
  const settings = (
    <>
      <Choice label={words.theme} value={theme} options={words.themes} onChoose={setTheme} />
      <Choice label={words.language} value={language} options={LANGUAGES} onChoose={setLanguage} />
    </>
  );
  return (
    <PageLanguageContext.Provider value={page}>
      <LocaleProvider locale={shown} messages={catalogue.messages}>
        <Announcer>
          <SignedInOrNot settings={settings} />
        </Announcer>
      </LocaleProvider>
    </PageLanguageContext.Provider>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: Readonly<Record<T, string>>;
  onChoose: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  const id = useId();
  return (
    <span className="page-choice">
      <label className="page-label" htmlFor={id}>
        {label}
      </label>
      <select className="page-control" id={id} value={value} onChange={(event) => onChoose(event.target.value as T)}>
        {(Object.entries(options) as [T, string][]).map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}

function SignedInOrNot({ settings }: { settings: ReactNode }) {
  const { words } = usePage();
  const [signedIn, setSignedIn] = useState<SignedIn | null>();
  const [isUnreachable, setIsUnreachable] = useState(false);

  const look = useCallback(() => {
    setIsUnreachable(false);
    whoIsSignedIn().then(setSignedIn, () => setIsUnreachable(true));
  }, []);
  useEffect(look, [look]);

  if (signedIn) return <Desk signedIn={signedIn} settings={settings} onQualify={look} />;
  return (
    <div className="page csn-root">
      <header className="page-header">
        <h1 className="page-title">{words.title}</h1>
        <div className="page-header-end">{settings}</div>
      </header>
      <main className="page-main">
        {signedIn === null && <SignIn onSignIn={(details) => setSignedIn(details.signedIn)} />}
        {isUnreachable && (
          <Notice tone="stop" title={words.unreachable} actions={<Button onClick={look}>{words.tryAgain}</Button>} />
        )}
        {signedIn === undefined && !isUnreachable && <p className="page-text">{words.loading}</p>}
      </main>
    </div>
  );
}

interface DeskProps {
  /** Called when somebody in training may decide. */
  onQualify: () => void;
  signedIn: SignedIn;
  settings: ReactNode;
}

/** Asks a signer for their password again; the server says whether it is theirs. */
function reauthenticationOf({ id, name }: SignedIn['reviewer']) {
  return createReauthentication({
    username: id,
    async confirm({ password, request }) {
      try {
        const { review, verdict, saw } = request;
        const decision = { type: verdict.type, ...('value' in verdict && { value: verdict.value }), saw };
        return { proof: await proveSigner({ password, reviewId: review.id, printedName: name, decision }) };
      } catch (error) {
        if (!(error instanceof HostError) || error.code === 'unreachable') throw error;
        if (error.code === 'not-signed-in') return { refused: 'signed-out' };
        return { refused: error.code === 'password-refused' ? 'wrong' : 'too-many' };
      }
    },
  });
}

function Desk({ signedIn, settings, onQualify }: DeskProps) {
  const { reviewer, canDecide, isTrainee } = signedIn;
  const { words, language } = usePage();
  const [isStillSignedIn, setIsStillSignedIn] = useState(false);
  const panelId = useId();
  const [isModelOpen, setIsModelOpen] = useState(false);
  const openId = useCaseInAddress();
  const [decisions, setDecisions] = useState(0);
  const model = useModel(decisions);

  const backend = useMemo(() => backendFor(signedIn), [signedIn]);
  const reauthenticate = useMemo(() => reauthenticationOf(reviewer), [reviewer]);
  const savedViews = useMemo(
    () => createSavedViews(localViewStorage(`credit-desk-views-${reviewer.id}`)),
    [reviewer.id],
  );
  const record = useRecordInAddress();
  const isInRecord = record !== undefined && backend.record !== undefined;
  const canReadPolicy = mayReadPolicy(reviewer.roles);
  const isInPolicy = useIsPolicyInAddress() && canReadPolicy;
  const isInOwn = useIsOwnInAddress() && canDecide;
  const source = model.model?.source;
  const { id: modelId, version } = model.model ?? {};
  const models = useMemo(
    () => (modelId === undefined ? [] : [{ id: modelId }, { id: modelId, ...(version !== undefined && { version }) }]),
    [modelId, version],
  );
  const openCase = useMemo(() => (openId ? { id: openId, title: openId } : undefined), [openId]);
  const systems = model.model?.systems;
  const describe = useCallback<DescribeSystem>(
    ({ id, version }) => systems?.find(({ model: own }) => own.id === id && own.version === version),
    [systems],
  );

  return (
    <ShortcutProvider>
      <StopControl.Root backend={backend} reviewer={reviewer} models={models} {...(openCase && { review: openCase })}>
        <div className="page csn-root">
          <header className="page-header">
            <h1 className="page-title">{words.title}</h1>
            <Button
              aria-expanded={isModelOpen}
              aria-controls={isModelOpen ? panelId : undefined}
              onClick={() => setIsModelOpen(!isModelOpen)}
            >
              {words.model}
            </Button>
            {backend.record && (
              <Button onClick={() => (isInRecord ? goToCase(null) : goToRecord())}>
                {isInRecord ? RECORD_WORDS[language].cases : RECORD_WORDS[language].record}
              </Button>
            )}
            {canReadPolicy && (
              <Button onClick={() => (isInPolicy ? goToCase(null) : goToPolicy())}>
                {isInPolicy ? RECORD_WORDS[language].cases : words.policy}
              </Button>
            )}
            {canDecide && (
              <Button onClick={() => (isInOwn ? goToCase(null) : goToOwn())}>
                {isInOwn ? RECORD_WORDS[language].cases : OWN_WORDS[language].own}
              </Button>
            )}
            <div className="page-header-end">
              <StopControl.Trigger />
              {settings}
              <span className="page-who">{words.signedInAs(reviewer.name, reviewer.title ?? '')}</span>
              <Button
                onClick={() => {
                  setIsStillSignedIn(false);
                  signOut().then(leave, () => setIsStillSignedIn(true));
                }}
              >
                {words.signOut}
              </Button>
            </div>
          </header>
          <main className="page-main">
            <StopControl.Banner className="page-stops" />
            <div role="alert">{isStillSignedIn && <Notice tone="stop" title={words.stillSignedIn} />}</div>
            <p className="page-source">
              {source && (source.isGenerated ? words.generated : words.fromFile(source.name))}
            </p>
            {isModelOpen && <ModelPanel id={panelId} {...model} canRetrain={canDecide} />}
            {isTrainee ? (
              <PracticePage name="onboarding" reviewer={reviewer} onQualify={onQualify} />
            ) : isInOwn ? (
              <OwnPage backend={backend} reviewer={reviewer} />
            ) : isInPolicy ? (
              <PolicyPage reviewer={reviewer} />
            ) : isInRecord ? (
              <RecordPage backend={backend as RecordBackend} reviewer={reviewer} place={record} />
            ) : (
              <SystemProvider describe={describe}>
                <ReviewDesk.Root
                  backend={backend}
                  query={WORKED_ON}
                  reauthenticate={reauthenticate}
                  reviewer={reviewer}
                  canDecide={() => canDecide || words.readsOnly}
                  openId={openId}
                  isFilterable
                  isBatchable
                  queueFacets={QUEUE_FACETS}
                  savedViews={savedViews}
                  onReviewOpen={({ id }) => goToCase(id)}
                  onReviewLeave={() => goToCase(null)}
                  onDecisionSettle={() => setDecisions((count) => count + 1)}
                  onEvidenceOpen={({ event }) => {
                    // The case stays where it is; whoever asked for a tab of their own gets that.
                    const link = event.currentTarget;
                    if (
                      !(link instanceof HTMLAnchorElement) ||
                      event.type !== 'click' ||
                      event.ctrlKey ||
                      event.metaKey
                    )
                      return;
                    event.preventDefault();
                    window.open(link.href, '_blank', 'noopener');
                  }}
                />
              </SystemProvider>
            )}
          </main>
        </div>
      </StopControl.Root>
    </ShortcutProvider>
  );
}
