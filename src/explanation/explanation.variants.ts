import { type FamilyClass, familyClass } from '../react/part-class.variants.js';

export const explanationPanel: FamilyClass<
  'explanation-panel',
  | 'csn-explanation-panel'
  | 'csn-explanation-panel-header'
  | 'csn-explanation-panel-mark'
  | 'csn-explanation-panel-title'
  | 'csn-explanation-panel-score'
  | 'csn-explanation-panel-slot'
  | 'csn-explanation-panel-slot-title'
  | 'csn-explanation-panel-slot-body'
  | 'csn-explanation-panel-text'
  | 'csn-explanation-panel-empty'
  | 'csn-explanation-panel-list'
  | 'csn-explanation-panel-item'
  | 'csn-explanation-panel-more'
  | 'csn-explanation-panel-sources'
  | 'csn-explanation-panel-facts'
  | 'csn-explanation-panel-fact'
  | 'csn-explanation-panel-fact-name'
  | 'csn-explanation-panel-fact-value'
> = /* @__PURE__ */ familyClass('explanation-panel');

export const evidence: FamilyClass<
  'evidence',
  | 'csn-evidence-list'
  | 'csn-evidence-item'
  | 'csn-evidence-icon'
  | 'csn-evidence-link'
  | 'csn-evidence-link--row'
  | 'csn-evidence-note'
  | 'csn-evidence-state'
> = /* @__PURE__ */ familyClass('evidence');

export const factor: FamilyClass<
  'factor',
  | 'csn-factor'
  | 'csn-factor-legend'
  | 'csn-factor-legend-sides'
  | 'csn-factor-list'
  | 'csn-factor-name'
  | 'csn-factor-detail'
  | 'csn-factor-bar'
  | 'csn-factor-axis'
  | 'csn-factor-mark'
  | 'csn-factor-weight'
> = /* @__PURE__ */ familyClass('factor');

export const explanationDisclosure: FamilyClass<
  'explanation-disclosure',
  | 'csn-explanation-disclosure'
  | 'csn-explanation-disclosure-trigger'
  | 'csn-explanation-disclosure-content'
  | 'csn-explanation-disclosure-content--popover'
> = /* @__PURE__ */ familyClass('explanation-disclosure');
