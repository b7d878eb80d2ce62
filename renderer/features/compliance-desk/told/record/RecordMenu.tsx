import { Button, Menu, Modal } from '@mantine/core';
import { IconChevronDown, IconFilePlus } from '@tabler/icons-react';
import { type ComponentType, Fragment, useState } from 'react';
import type { AccountDetail } from '../../../../../shared/contracts/accounts/accounts.contract.ts';
import { CreditorNoticePaper, PriorCollectorPaper, WroteFromPaper } from './BasisPapers.tsx';
import { ConsentPaper, MoreCallsPaper, RevocationPaper } from './ConsentPapers.tsx';
import { ElectronicNoticesPaper, LimitationPaper, ValidationPaper } from './DebtPapers.tsx';
import { MedicalPaper, StateNoticePaper } from './MedicalPapers.tsx';
import { BankruptcyPaper, ServicememberPaper } from './PersonPapers.tsx';
import { AttorneyPaper, CeasePaper, TimesPaper } from './WishPapers.tsx';
import type { PaperProps } from './RecordFrame.tsx';
import { needsDebt, type Paper, paperGroups, papers, papersOf } from './record.model.ts';

const questions: Readonly<Record<Paper, ComponentType<PaperProps>>> = {
  cease: CeasePaper,
  attorney: AttorneyPaper,
  times: TimesPaper,
  again: MoreCallsPaper,
  servicemember: ServicememberPaper,
  bankruptcy: BankruptcyPaper,
  validation: ValidationPaper,
  'electronic-notices': ElectronicNoticesPaper,
  limitation: LimitationPaper,
  medical: MedicalPaper,
  'state-notice': StateNoticePaper,
  consent: ConsentPaper,
  revocation: RevocationPaper,
  'wrote-from': WroteFromPaper,
  'creditor-notice': CreditorNoticePaper,
  'prior-collector': PriorCollectorPaper,
};

/** What compliance records from papers and look-ups, each with its own questions. */
export function RecordMenu({ account }: { account: AccountDetail }) {
  const [open, setOpen] = useState<Paper | null>(null);
  const Questions = open === null ? null : questions[open];
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="bottom-end" width={300} shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconFilePlus size={15} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            Record
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {paperGroups.map((group) => (
            <Fragment key={group}>
              <Menu.Label>{group}</Menu.Label>
              {papersOf(group)
                .filter((paper) => account.debts.length > 0 || !needsDebt.has(paper))
                .map((paper) => (
                  <Menu.Item key={paper} onClick={() => setOpen(paper)}>
                    {papers[paper].label}
                  </Menu.Item>
                ))}
            </Fragment>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={open !== null}
        onClose={close}
        title={open === null ? '' : papers[open].label}
        size={520}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {Questions === null ? null : <Questions account={account} onClose={close} />}
      </Modal>
    </>
  );
}
