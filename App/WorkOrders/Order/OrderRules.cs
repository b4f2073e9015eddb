using WorkOrders.Shared;

namespace WorkOrders;

/// <summary>Validation rules for an order's fields, shared by the form and the import.</summary>
public static class OrderRules
{
    public static readonly FieldRule TooLong = new("too-long", "{0}不能超过 {1} 个字，现在有 {2} 个");
    public static readonly FieldRule NoPhoneNumber = new("no-phone-number", "{0}应为 5 至 19 位数字，可带区号、空格或连字符");
    public static readonly FieldRule WrongCheckCharacter = new("wrong-check-character", "{0}的校验位不对，请核对后重新填写");
    public static readonly FieldRule NotElevenDigits = new("not-eleven-digits", "{0}像手机号，但有 {1} 位，手机号是 11 位");
    public static readonly FieldRule NoProvince = new("no-province", "{0}的前两位不是省份代码，请核对后重新填写");
    public static readonly FieldRule NoBirthDate = new("no-birth-date", "{0}里的出生日期不存在，请核对后重新填写");
    public static readonly FieldRule BornLater = new("born-later", "{0}里的出生日期在今天以后，请核对后重新填写");
    public static readonly FieldRule Broken = new("broken-character", "{0}里有不完整的字符（例如半个表情符号），请删掉后再保存");
    public static readonly FieldRule NoIdNumber = new("no-id-number", "{0}应为 15 位或 18 位");
    public static readonly FieldRule Masked = new("masked", "{0}里有星号：不修改请保持原样，要修改请填写完整的值");
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
