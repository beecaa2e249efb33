"""The market: what happens to us and is assumed, never chosen."""

from typing import Annotated

from gtmsim.scenario.language.param import Section, param, words
from gtmsim.scenario.sections.accounts import Accounts, BuyingCycle, Contacts
from gtmsim.scenario.sections.channels import Channel
from gtmsim.scenario.sections.condition import Condition
from gtmsim.scenario.sections.content import Content, WebsiteEffects
from gtmsim.scenario.sections.customers import CoverageEffects as CoverageEffects
from gtmsim.scenario.sections.customers import Referrals as Referrals
from gtmsim.scenario.sections.customers import SaveOffer as SaveOffer
from gtmsim.scenario.sections.customers import Segment as Segment
from gtmsim.scenario.sections.customers import WinBack as WinBack
from gtmsim.scenario.sections.goodwill import Brand, Community
from gtmsim.scenario.sections.selling import Committee as Committee
from gtmsim.scenario.sections.selling import Handling as Handling
from gtmsim.scenario.sections.selling import Nurture as Nurture
from gtmsim.scenario.sections.selling import Qualification as Qualification
from gtmsim.scenario.sections.selling import Role as Role
from gtmsim.scenario.sections.selling import Selling as Selling
from gtmsim.scenario.sections.selling import Stage as Stage
from gtmsim.scenario.sections.selling import Touch as Touch
from gtmsim.scenario.sections.selling import Touches as Touches


class Market(Section):
    """What happens to us: assumed, never chosen."""

    currency: Annotated[str, words("three-letter code of the scenario's one currency")] = "USD"
    cogs_share: Annotated[
        float, param("share", "cost of serving per revenue (1 - gross margin)", ge=0, le=1, usual=(0.02, 0.8))
    ] = 0.25
    accounts: Accounts | None = None
    buying_cycle: BuyingCycle | None = None
    contacts: Contacts | None = None
    channels: dict[str, Channel] = {}
    segments: dict[str, Segment]
    committees: dict[str, Committee]
    qualification: Qualification
    selling: Selling = Selling()
    coverage_effects: CoverageEffects | None = None
    win_back: WinBack | None = None
    save_offer: SaveOffer | None = None
    referrals: Referrals | None = None
    content: Content | None = None
    website: WebsiteEffects | None = None
    brand: Brand | None = None
    community: Community | None = None
    condition: Condition | None = None
