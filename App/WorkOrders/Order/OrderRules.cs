using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>Validation rules for an order's fields, shared by the form and the import.</summary>
public static class OrderRules
{
    public static readonly FieldRule MaskedNumber = new("masked-number", "{0}里有被星号遮住的号码：不修改请保持原样，要修改请填写完整的号码");
    public static readonly FieldRule PersonalNumber = new("personal-number", "{0}不能是手机号或身份证号，请填在号码自己的栏里");
    public static readonly FieldRule NotListed = new("not-listed", "{0}“{1}”不在可选的值里，请重新选择");
    public static readonly FieldRule Disabled = new("disabled", "{0}“{1}”已停用，请重新选择");
    public static readonly FieldRule Missing = new("missing", "所选的{0}不存在，请重新选择");
    public static readonly FieldRule OtherParent = new("other-parent", "{0}“{1}”不属于所选的上一级，请重新选择");
    public static readonly FieldRule NoTime = new("no-time", "{0}“{1}”不是有效的时间，请按 2026-11-21 18:00 的格式填写");
    public static readonly FieldRule TooLate = new("too-late", "{0}不能晚于 {1} 年");
    public static readonly FieldRule Past = new("past", "{0}不能早于现在");
    public static readonly FieldRule Required = new("required", "请选择{0}");
    public static readonly FieldRule NoNumberAtAll = new("no-number-at-all", "{0}、来电号码、身份证号请至少填写一项");
    public static readonly FieldRule EqualsSign = new("equals-sign", "{0}不能以等号开头");
    public static readonly FieldRule Formula = new("formula", "{0}是公式，请粘贴为值");
    public static readonly FieldRule DateCell = new("date-cell", "{0}是日期格式，请把单元格设为文本后填写");
    public static readonly FieldRule LostDigits = new("lost-digits", "{0}以数字存放，15 位以后已经丢失，请把单元格设为文本后重新填写");
    public static readonly FieldRule Scientific = new("scientific", "{0}是科学计数法（{1}），后面的位数已经丢失，请把单元格设为文本后重新填写");
    public static readonly FieldRule MayHaveLostZero = new("may-have-lost-zero", "{0}以数字存放，开头的 0 可能已经丢失，请核对");
    public static readonly FieldRule ErrorCell = new("error-cell", "{0}是错误值，请改正");
    public static readonly FieldRule NoParent = new("no-parent", "填写{0}之前请先填写上一级");
}
